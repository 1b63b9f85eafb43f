import { format } from 'node:util';
import { EventError } from '@switchboard/contract';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { contract, controllers, scopes, stranger } from '../contract.fixture.ts';
import { createMemoryCallStore } from '../policies/call-store.ts';
import { testPolicy } from '../policies/policy.fixture.ts';
import { captureEmits } from '../testing/capture-emits.ts';
import { call, createTestRouter, failsWith } from './router.fixture.ts';
import { createRouter, type Router } from './router.ts';
import type { CallFailure } from './settle.ts';

const REASON = 'the disk is full';
const broken = (): never => {
  throw new Error(REASON);
};
const failing = { '~standard': { version: 1, vendor: 'test', validate: broken } } as const;

/** A router without any option for one event of this spec. */
function serve(spec: object, controller: () => unknown = () => 1): Router {
  const clientEventMap = { 'time:now': { summary: 'Tell the time', ...spec } };
  return createRouter({ name: 'failing', version: '1.0.0', clientEventMap, serverEventMap: {} }).controllers({
    'time:now': controller as () => void,
  });
}

const { publish } = captureEmits(contract);

/** Every place where the server itself can fail, as a router without any option. */
const FAILURES: [string, () => Router, string, (() => never)?][] = [
  ['a controller', () => createTestRouter({ 'time:now': broken }), REASON],
  [
    'a controller that throws a text',
    () => createTestRouter({ 'time:now': () => Promise.reject(REASON) }),
    REASON,
  ],
  ['an asynchronous controller', () => createTestRouter({ 'time:now': async () => broken() }), REASON],
  ['a lazy controller', () => createTestRouter({ 'time:now': { load: async () => broken() } }), REASON],
  ['a middleware', () => createRouter(contract, { scopes }).use(broken).controllers(controllers), REASON],
  [
    'a publish inside a controller',
    () =>
      createTestRouter({
        'time:now': () => {
          publish.emit('count:changed', { total: 'one' } as never);
          return { now: 'noon' };
        },
      }),
    'The server event "count:changed" breaks the contract',
  ],
  [
    'a response',
    () => createTestRouter({ 'time:now': () => ({}) as never }),
    'The response breaks the contract',
  ],
  [
    'an error that is not declared',
    () => createTestRouter({ 'time:now': () => Promise.reject(new EventError('SWORDFISH')) }),
    'The error SWORDFISH is not declared by the contract.',
  ],
  ['a context', () => createTestRouter(), REASON, broken],
  ['the schema of a payload', () => serve({ payload: failing }), REASON],
  ['the schema of a response', () => serve({ response: failing }), REASON],
  [
    'the schema of an error',
    () => serve({ errors: { TIRED: failing } }, () => Promise.reject(new EventError('TIRED'))),
    REASON,
  ],
];

describe('a failure of the server', () => {
  it.each(FAILURES)(
    'of %s is written to stderr once, with cause and stack, without any option',
    async (_what, make, reason, context) => {
      const written = captureStderr();
      const reply = await call(make(), {}, context ?? stranger);
      expect(reply).toMatchObject({
        ok: false,
        error: { code: expect.stringMatching(/INTERNAL|REPLY_INVALID/) },
      });
      expect(JSON.stringify(reply)).not.toContain(reason);
      const text = written.join('');
      expect(text.split('The call of "time:now" failed')).toHaveLength(2);
      expect(text).toContain(reason);
      expect(text).toMatch(/\n +at .*(failure-log\.test|outcome|outgoing-check|publisher)/);
    },
  );

  it('goes to onFailure instead of stderr where that is given', async () => {
    const written = captureStderr();
    const failures: CallFailure[] = [];
    const router = createTestRouter(
      { 'time:now': broken },
      { onFailure: (failure) => failures.push(failure) },
    );
    await call(router, {});
    expect(failures).toMatchObject([
      {
        event: 'time:now',
        socketId: 's1',
        error: { code: 'INTERNAL_SERVER_ERROR', cause: { message: REASON } },
      },
    ]);
    expect(written).toEqual([]);
  });

  it('is reported where a store of calls fails, which the caller sees as SERVICE_UNAVAILABLE', async () => {
    const failures: CallFailure[] = [];
    const callStore = { ...createMemoryCallStore(), claim: () => Promise.reject(new Error(REASON)) };
    const test = testPolicy(
      { idempotent: true },
      { callStore, onFailure: (failure) => failures.push(failure) },
    );
    expect(await test.call({ meta: { id: 'c1' } })).toMatchObject(failsWith('SERVICE_UNAVAILABLE'));
    expect(failures).toMatchObject([{ event: 'work:do', error: { cause: { message: REASON } } }]);
  });

  it('is reported where a controller fails after its call has settled, unless that is why it stopped', async () => {
    const failures: CallFailure[] = [];
    const test = testPolicy({ deadline: 100 }, { onFailure: (failure) => failures.push(failure) });
    const replies = [test.call(), test.call({ name: 'b' }), test.call({ name: 'c' })];
    await test.settled();
    await test.clock.advance(100);
    await Promise.all(replies);
    const [first, second, third] = test.jobs;
    first?.finish(Promise.reject(new Error(REASON)));
    second?.finish(Promise.reject(second.signal.reason));
    third?.finish(Promise.reject(new Error('aborted', { cause: third.signal.reason })));
    await test.settled();
    expect(failures).toMatchObject([{ event: 'work:do', error: { cause: { message: REASON } } }]);
  });

  it('is none where the caller is at fault, or the event declares the error', async () => {
    const failures: CallFailure[] = [];
    const router = createTestRouter(
      { 'count:add': (_message, { fail }) => fail('FROZEN') },
      { onFailure: (failure) => failures.push(failure) },
    );
    await call(router, { event: 'nobody' });
    await call(router, { event: 'count:add', payload: 1 });
    await call(router, { event: 'count:add', payload: { by: '1' } });
    await call(router, { event: 'secret:read' });
    await call(router, { signal: AbortSignal.abort() });
    void router.drain();
    await call(router, {});
    expect(failures).toEqual([]);
  });

  it('is reported once where one error refuses many calls', async () => {
    const failures: CallFailure[] = [];
    const router = createTestRouter({}, { onFailure: (failure) => failures.push(failure) });
    const refusal = new EventError('INTERNAL_SERVER_ERROR', { cause: new Error(REASON) });
    await call(router, { refusal });
    await call(router, { refusal });
    expect(failures).toHaveLength(1);
  });
});

/** What is written by console.error until the test is over. */
function captureStderr(): string[] {
  const written: string[] = [];
  const write = vi
    .spyOn(console, 'error')
    .mockImplementation((...args) => void written.push(`${format(...args)}\n`));
  onTestFinished(() => write.mockRestore());
  return written;
}

it('a failure that onFailure fails to take is written to stderr, each time', async () => {
  const shown = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => shown.mockRestore());
  for (const onFailure of [broken, async () => broken()]) {
    const router = createTestRouter({ 'time:now': broken }, { onFailure });
    for (let count = 0; count < 2; count++) await call(router, {});
    router.report({ event: 'time:now', socketId: '', error: new EventError('REPLY_INVALID') });
  }
  await new Promise(setImmediate);
  const lines = shown.mock.calls.map((line) => format(...line));
  expect(lines.filter((line) => line.includes(REASON))).toHaveLength(4);
  expect(
    lines.filter((line) => line.includes('REPLY_INVALID') || line.includes('was executed')),
  ).toHaveLength(2);
});
