import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { contract } from '../contract.fixture.ts';
import { testPolicy } from '../policies/policy.fixture.ts';
import { type BroadcastTarget, createPublisher } from '../publish/publisher.ts';
import { call, createTestRouter, failsWith } from './router.fixture.ts';

/** Every way in which a function can fail. */
const WAYS: [string, () => unknown][] = [
  [
    'throws',
    () => {
      throw new Error('no disk');
    },
  ],
  [
    'throws nothing',
    () => {
      throw undefined;
    },
  ],
  ['rejects', () => Promise.reject(new Error('no disk'))],
  [
    'gives a thenable that rejects',
    () => ({
      // biome-ignore lint/suspicious/noThenProperty: it is what the test is about.
      then: (_resolve: unknown, reject: (error: Error) => void) => reject(new Error('no disk')),
    }),
  ],
  [
    'gives a thenable that throws',
    () => ({
      // biome-ignore lint/suspicious/noThenProperty: it is what the test is about.
      then: () => {
        throw new Error('no disk');
      },
    }),
  ],
];

/** What happens without the observer, and must happen with it. */
const OBSERVERS: [string, (observer: () => unknown) => Promise<void>][] = [
  [
    'onSettled',
    async (onSettled) => {
      const router = createTestRouter({}, { onSettled });
      expect(await call(router, {})).toEqual({ ok: true, data: { now: 'noon' } });
      expect(await call(router, { event: 'nobody' })).toMatchObject(failsWith('NOT_FOUND'));
      expect(router.inFlight).toBe(0);
      await router.drain();
    },
  ],
  [
    'onFailure',
    async (onFailure) => {
      const router = createTestRouter(
        { 'time:now': () => Promise.reject(new Error('broken')) },
        { onFailure },
      );
      expect(await call(router, {})).toMatchObject(failsWith('INTERNAL_SERVER_ERROR'));
      expect(router.inFlight).toBe(0);
      await router.drain();
    },
  ],
  [
    'onLate',
    async (onLate) => {
      const test = testPolicy({ deadline: 100, order: 'socket' }, { onLate });
      const first = test.call();
      await test.settled();
      await test.clock.advance(100);
      expect(await first).toMatchObject(failsWith('TIMEOUT'));
      const second = test.call();
      await test.settled();
      test.jobs[0]?.finish();
      test.jobs[1]?.finish();
      expect(await second).toEqual({ ok: true, data: 'a done' });
      await test.router.drain();
    },
  ],
  [
    'onRateStoreFailed',
    async (onRateStoreFailed) => {
      const rateStore = { take: () => Promise.reject(new Error('down')) };
      const test = testPolicy({ rate: '10/s' }, { rateStore, onRateStoreFailed });
      const reply = test.call({ user: 'alice' });
      await test.settled();
      test.jobs[0]?.finish();
      expect(await reply).toEqual({ ok: true, data: 'a done' });
    },
  ],
  [
    'onBreach',
    async (onBreach) => {
      const { target, sent } = capture();
      const emit = createPublisher(contract, target, { validation: 'report', onBreach }).emit;
      (emit as (event: string, payload: unknown) => void)('count:changed', { total: '1' });
      expect(sent).toEqual([['count:changed', { total: '1' }]]);
    },
  ],
  [
    'onDropped',
    async (onDropped) => {
      const { target, sent } = capture();
      const row = { total: 1, more: 1 };
      createPublisher(contract, target, { onDropped }).emit('count:changed', row);
      expect(sent).toEqual([['count:changed', { total: 1 }]]);
    },
  ],
];

describe.each(OBSERVERS)('%s', (name, behaves) => {
  it.each(WAYS)('that %s changes nothing, and one warning names it', async (_how, fail) => {
    const rejections = collect('unhandledRejection');
    const warnings = collect('warning');
    const warned = once(process, 'warning');
    // The same observer of two routers or publishers: it is named once.
    const observer = (): unknown => fail();
    await behaves(observer);
    await behaves(observer);
    await warned;
    await new Promise(setImmediate);
    expect(rejections).toEqual([]);
    expect(warnings.map(String)).toEqual([`Error: ${name} failed, which changed nothing else.`]);
  });
});

/** A target that keeps what is sent. */
function capture(): { target: BroadcastTarget; sent: unknown[][] } {
  const sent: unknown[][] = [];
  const target = { emit: (...args: unknown[]) => sent.push(args) } as unknown as BroadcastTarget;
  return { target, sent };
}

/** What the process emits under this name until the test is over. */
function collect(event: string): unknown[] {
  const seen: unknown[] = [];
  const listener = (value: unknown): void => void seen.push(value);
  process.on(event, listener);
  onTestFinished(() => void process.off(event, listener));
  return seen;
}
