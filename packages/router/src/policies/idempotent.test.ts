import { type AnyReply, EventError } from '@switchboard/contract';
import { describe, expect, it } from 'vitest';
import { withResolvers } from '../core/promise.fixture.ts';
import { failsWith } from '../core/router.fixture.ts';
import type { CallFailure } from '../core/settle.ts';
import { type CallStore, createMemoryCallStore } from './call-store.ts';
import { type PolicyTest, testPolicy } from './policy.fixture.ts';

const c1 = { meta: { id: 'c1' } };

/** Calls, and lets the controller answer if it gets to it. */
async function answer(
  test: PolicyTest,
  call: Parameters<PolicyTest['call']>[0],
  result?: unknown,
): Promise<AnyReply> {
  const reply = test.call(call);
  await test.settled();
  for (const { finish } of test.jobs) finish(result);
  return reply;
}

describe('an idempotent event', () => {
  it('gives a repeated call the first reply again, and runs once', async () => {
    const test = testPolicy({ idempotent: true });
    expect(await answer(test, c1, 'first')).toEqual({ ok: true, data: 'first' });
    expect(await test.call(c1)).toEqual({ ok: true, data: 'first' });
    expect(test.jobs).toHaveLength(1);
  });

  it('lets a second call wait for the first that is still running', async () => {
    const test = testPolicy({ idempotent: true });
    const replies = [test.call(c1), test.call(c1), test.call(c1)];
    await test.settled();
    expect(test.jobs).toHaveLength(1);
    test.jobs[0]?.finish('shared');
    expect(await Promise.all(replies)).toEqual(Array(3).fill({ ok: true, data: 'shared' }));
  });

  it('answers CONFLICT if the same id comes with another payload, also while the first is running', async () => {
    const test = testPolicy({ idempotent: true });
    const first = test.call(c1);
    await test.settled();
    expect(await test.call({ ...c1, name: 'b' })).toMatchObject(failsWith('CONFLICT'));
    test.jobs[0]?.finish();
    await first;
    expect(await test.call({ ...c1, name: 'b' })).toMatchObject(failsWith('CONFLICT'));
    expect(test.jobs).toHaveLength(1);
  });

  it('gives the first reply as it was, whatever becomes of the object that the controller returned', async () => {
    const test = testPolicy({ idempotent: true });
    const state = { n: 1, list: [{ n: 1 }], bytes: new Uint8Array([1]) };
    const first = structuredClone(state);
    await answer(test, c1, state);
    Object.assign(state, { n: 2 });
    state.list[0] = { n: 2 };
    state.bytes[0] = 2;
    expect(await test.call(c1)).toEqual({ ok: true, data: first });
  });

  it('runs calls without an id, and with other ids, each for itself', async () => {
    const test = testPolicy({ idempotent: true });
    for (const meta of [undefined, undefined, { id: 'c1' }, { id: 'c2' }]) await answer(test, { meta });
    expect(test.jobs).toHaveLength(4);
  });

  it('knows an identity on any socket, and tells identities, sockets and events apart', async () => {
    const test = testPolicy({ idempotent: true });
    await answer(test, { ...c1, user: 'alice' });
    await answer(test, { ...c1, user: 'alice', socketId: 's2' });
    await answer(test, { ...c1, user: 'alice', socketId: '' });
    expect(test.jobs).toHaveLength(1);
    await answer(test, { ...c1, user: 'bob' });
    await answer(test, { ...c1 });
    await answer(test, { ...c1, socketId: 's2' });
    await answer(test, { ...c1, user: 'alice', event: 'work:also' });
    expect(test.jobs).toHaveLength(5);
  });

  it('gives no stranger over HTTP the reply of another', async () => {
    const test = testPolicy({ idempotent: true });
    await answer(test, { ...c1, socketId: '' });
    await answer(test, { ...c1, socketId: '' });
    expect(test.jobs).toHaveLength(2);
  });

  it('remembers for a minute, or as long as the event says, from when the reply was there', async () => {
    for (const [idempotent, window] of [[true, 60_000] as const, [{ window: 500 }, 500] as const]) {
      const test = testPolicy({ idempotent, deadline: 500 });
      const first = test.call(c1);
      await test.settled();
      await test.clock.advance(400);
      test.jobs[0]?.finish();
      await first;
      await test.clock.advance(window - 1);
      await test.call(c1);
      expect(test.jobs).toHaveLength(1);
      await test.clock.advance(1);
      await answer(test, c1);
      expect(test.jobs).toHaveLength(2);
    }
  });

  it('keeps a failure that would come again', async () => {
    const test = testPolicy({ idempotent: true });
    const first = test.call(c1);
    await test.settled();
    test.jobs[0]?.finish(Promise.reject(new EventError('TIRED', { message: 'Too late in the day.' })));
    const expected = failsWith('TIRED', { message: 'Too late in the day.' });
    expect(await first).toMatchObject(expected);
    expect(await test.call(c1)).toMatchObject(expected);
    expect(test.jobs).toHaveLength(1);
  });

  it.each(['TOO_MANY_REQUESTS', 'SERVICE_UNAVAILABLE', 'TIMEOUT', 'DISCONNECTED', 'INTERNAL_SERVER_ERROR'])(
    'tries again after %s, which may not be there the next time',
    async (code) => {
      const test = testPolicy({ idempotent: true });
      const first = test.call(c1);
      const second = test.call(c1);
      await test.settled();
      test.jobs[0]?.finish(Promise.reject(new EventError(code)));
      expect(await first).toMatchObject({ ok: false });
      await test.settled();
      test.jobs[1]?.finish('better');
      expect(await second).toEqual({ ok: true, data: 'better' });
    },
  );

  it('keeps a reply that breaks the contract: the call was executed and is not executed again', async () => {
    const test = testPolicy({ idempotent: true }, { onFailure: () => {} });
    const replies = [test.call(c1), test.call(c1)];
    await test.settled();
    test.jobs[0]?.finish(Promise.reject(new EventError('UNDECLARED')));
    expect(await Promise.all([...replies, test.call(c1)])).toMatchObject(
      Array(3).fill(failsWith('REPLY_INVALID')),
    );
    expect(test.jobs).toHaveLength(1);
  });

  it('does not do again what was done after its caller had gone: the late reply is kept', async () => {
    const test = testPolicy({ idempotent: true, deadline: 100 });
    const caller = new AbortController();
    const first = test.call({ ...c1, user: 'alice', signal: caller.signal });
    await test.settled();
    caller.abort();
    expect(await first).toMatchObject(failsWith('DISCONNECTED'));
    const again = test.call({ ...c1, user: 'alice', socketId: 's2' });
    await test.settled();
    test.jobs[0]?.finish('done after all');
    expect(await again).toEqual({ ok: true, data: 'done after all' });
    expect(test.jobs).toHaveLength(1);
  });

  it('does not keep a failure that came after its caller had gone, for it may come of that alone', async () => {
    const test = testPolicy({ idempotent: true });
    const caller = new AbortController();
    const first = test.call({ ...c1, user: 'alice', signal: caller.signal });
    await test.settled();
    caller.abort();
    await first;
    const again = test.call({ ...c1, user: 'alice', socketId: 's2' });
    test.jobs[0]?.finish(Promise.reject(new EventError('TIRED')));
    await test.settled();
    expect(test.jobs).toHaveLength(2);
    test.jobs[1]?.finish('better');
    expect(await again).toEqual({ ok: true, data: 'better' });
  });

  it('bounds the wait for the first call by the deadline of the second', async () => {
    const test = testPolicy({ idempotent: true, deadline: 100 });
    const first = test.call(c1);
    await test.settled();
    await test.clock.advance(100);
    expect(await first).toMatchObject(failsWith('TIMEOUT'));
    const second = test.call(c1);
    await test.settled();
    await test.clock.advance(100);
    expect(await second).toMatchObject(failsWith('TIMEOUT'));
    expect(test.jobs).toHaveLength(1);
  });

  it('works together with an order: a repeated call waits for its turn, and runs nothing', async () => {
    const test = testPolicy({ idempotent: true, order: 'socket' });
    const first = test.call(c1);
    const again = test.call(c1);
    await test.settled();
    test.jobs[0]?.finish();
    expect(await again).toEqual(await first);
    expect(test.jobs).toHaveLength(1);
  });
});

describe('a call store that takes its time', () => {
  it('starts nothing for a caller who left meanwhile, and frees the claim', async () => {
    const memory = createMemoryCallStore();
    const { promise: asked, resolve: answerStore } = withResolvers<void>();
    const callStore: CallStore = { ...memory, claim: (claim) => asked.then(() => memory.claim(claim)) };
    const test = testPolicy({ idempotent: true }, { callStore });
    const caller = new AbortController();
    const first = test.call({ ...c1, signal: caller.signal });
    await test.settled();
    caller.abort();
    expect(await first).toMatchObject(failsWith('DISCONNECTED'));
    answerStore();
    await test.settled();
    expect(test.jobs).toHaveLength(0);
    expect(await answer(test, c1, 'done')).toEqual({ ok: true, data: 'done' });
  });
});

describe('a call store that knows a call and never gives its reply', () => {
  it('is asked again with pauses, until the deadline, and then no more', async () => {
    let claims = 0;
    const callStore: CallStore = {
      ...createMemoryCallStore(),
      claim: async ({ digest }) => {
        claims += 1;
        if (claims > 1_000) throw new Error('asked without a pause');
        return { digest, reply: Promise.resolve(undefined) };
      },
    };
    const test = testPolicy({ idempotent: true, deadline: 1_000 }, { callStore });
    const reply = test.call(c1);
    await test.clock.advance(1_000);
    expect(await reply).toMatchObject(failsWith('TIMEOUT'));
    const asked = claims;
    await test.clock.advance(10_000);
    expect(claims).toBe(asked);
    expect(asked).toBeGreaterThan(2);
  });
});

describe('a call store that gives what is no reply', () => {
  const odd = [{}, 'x', 7, [], { ok: false }, { ok: false, error: {} }, { ok: 'yes' }];

  it.each(odd)('%j: SERVICE_UNAVAILABLE, reported with its cause', async (reply) => {
    const failures: CallFailure[] = [];
    const callStore: CallStore = {
      ...createMemoryCallStore(),
      claim: async ({ digest }) => ({ digest, reply: Promise.resolve(reply as AnyReply) }),
    };
    const onFailure = (failure: CallFailure) => failures.push(failure);
    const test = testPolicy({ idempotent: true }, { callStore, onFailure });
    expect(await test.call(c1)).toMatchObject(failsWith('SERVICE_UNAVAILABLE', { retryAfter: 1_000 }));
    expect(failures).toHaveLength(1);
    expect(failures[0]?.error.cause).toBeInstanceOf(TypeError);
    expect([test.router.inFlight, test.jobs.length]).toEqual([0, 0]);
  });
});

describe('a call store that is down', () => {
  const down = () => Promise.reject(new Error('the store is down'));
  const memory = createMemoryCallStore();

  it('makes the call SERVICE_UNAVAILABLE before anything was done', async () => {
    const callStore: CallStore = { ...memory, claim: down };
    const test = testPolicy({ idempotent: true }, { callStore });
    expect(await test.call(c1)).toMatchObject(failsWith('SERVICE_UNAVAILABLE', { retryAfter: 1_000 }));
    expect(test.jobs).toHaveLength(0);
    expect(await answer(test, {})).toMatchObject({ ok: true });
  });

  it('does not keep the reply from the caller once it was done', async () => {
    const callStore: CallStore = { ...memory, settle: down };
    const test = testPolicy({ idempotent: true }, { callStore });
    const warned = new Promise((resolve) => process.once('warning', resolve));
    expect(await answer(test, c1, 'done')).toEqual({ ok: true, data: 'done' });
    expect(await warned).toMatchObject({
      message: 'The call store failed to keep a reply.',
      cause: { message: 'the store is down' },
    });
  });
});
