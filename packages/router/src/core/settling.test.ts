import { getEventListeners } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Clock } from '../lib/clock.ts';
import { createMemoryCallStore } from '../policies/call-store.ts';
import { testPolicy } from '../policies/policy.fixture.ts';
import { withResolvers } from './promise.fixture.ts';
import { failsWith } from './router.fixture.ts';
import type { CallRecord, LateRecord } from './settle.ts';

describe('a late result', () => {
  it('is dropped and reported once, after TIMEOUT and after DISCONNECTED', async () => {
    const settled: CallRecord[] = [];
    const late: LateRecord[] = [];
    const test = testPolicy(
      { deadline: 100 },
      { onSettled: (record) => settled.push(record), onLate: (record) => late.push(record) },
    );
    const caller = new AbortController();
    const replies = [test.call(), test.call({ name: 'b', signal: caller.signal })];
    await test.settled();
    caller.abort();
    await test.clock.advance(100);
    expect(await Promise.all(replies)).toMatchObject([failsWith('TIMEOUT'), failsWith('DISCONNECTED')]);
    expect(late).toEqual([]);

    await test.clock.advance(50);
    test.jobs[0]?.finish();
    test.jobs[1]?.finish(Promise.reject(new Error('too late')));
    await test.settled();
    expect(settled.map(({ code }) => code).sort()).toEqual(['DISCONNECTED', 'TIMEOUT']);
    expect(late).toMatchObject([
      { event: 'work:do', known: true, socketId: 's1', code: 'OK', duration: 150 },
      { code: 'INTERNAL_SERVER_ERROR', duration: 150, error: { cause: { message: 'too late' } } },
    ]);
  });

  it('is none where the controller stops because its signal was aborted', async () => {
    const late: LateRecord[] = [];
    const test = testPolicy({ deadline: 100 }, { onLate: (record) => late.push(record) });
    const reply = test.call();
    await test.settled();
    const [job] = test.jobs;
    job?.signal.addEventListener('abort', () => job.finish(Promise.reject(job.signal.reason)));
    await test.clock.advance(100);
    expect(await reply).toMatchObject(failsWith('TIMEOUT'));
    await test.settled();
    expect(late).toEqual([]);
  });

  it('may be a Proxy that was revoked', async () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const { promise: asked, resolve: failStore } = withResolvers<void>();
    const claim = async (): Promise<never> => {
      await asked;
      throw proxy;
    };
    const late: LateRecord[] = [];
    const test = testPolicy(
      { deadline: 100, idempotent: true },
      { callStore: { ...createMemoryCallStore(), claim }, onLate: (record) => late.push(record) },
    );
    const reply = test.call({ meta: { id: 'c1' } });
    await test.clock.advance(100);
    expect(await reply).toMatchObject(failsWith('TIMEOUT'));
    failStore();
    await test.settled();
    expect(late).toMatchObject([{ code: 'SERVICE_UNAVAILABLE' }]);
  });

  it('is none where there is no controller to give it: refused, timed out in line, gone before', async () => {
    const late: LateRecord[] = [];
    const test = testPolicy({ order: 'socket' }, { onLate: (record) => late.push(record) });
    void test.call();
    const waiting = test.call({ meta: { deadline: 5 } });
    await test.settled();
    await test.clock.advance(5);
    expect(await waiting).toMatchObject(failsWith('TIMEOUT'));
    expect(await test.call({ signal: AbortSignal.abort() })).toMatchObject(failsWith('DISCONNECTED'));
    await test.settled();
    expect(late).toEqual([]);
  });
});

it('30 calls that share the signal of their caller warn of no leak, and leave no listener when they settle', async () => {
  const warnings: unknown[] = [];
  const note = (warning: Error): void => void warnings.push(warning);
  process.on('warning', note);
  onTestFinished(() => void process.off('warning', note));
  const { signal } = new AbortController();
  const test = testPolicy({});
  const replies = Array.from({ length: 30 }, () => test.call({ signal }));
  await test.settled();
  expect(test.jobs).toHaveLength(30);
  for (const job of test.jobs) job.finish();
  await Promise.all(replies);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  expect(warnings).toEqual([]);
});

describe('a call whose record cannot be made', () => {
  it('gets its reply, and is no longer in flight', async () => {
    let isBroken = false;
    const clock: Clock = {
      now: () => {
        if (isBroken) throw new Error('no time');
        return 0;
      },
      setTimeout: () => 0,
      clearTimeout: () => {},
    };
    const test = testPolicy({}, { clock, onSettled: () => {} });
    const reply = test.call();
    await test.settled();
    isBroken = true;
    test.jobs[0]?.finish();
    expect(await reply).toEqual({ ok: true, data: 'a done' });
    expect(test.router.inFlight).toBe(0);
    await test.router.drain();
  });
});

describe('the clock', () => {
  it('has no timer left when the calls have settled', async () => {
    const timers = new Set<unknown>();
    const counting: Clock = {
      now: () => 0,
      setTimeout: () => {
        const timer = {};
        timers.add(timer);
        return timer;
      },
      clearTimeout: (timer) => void timers.delete(timer),
    };
    const test = testPolicy({}, { clock: counting });
    const replies = [test.call(), test.call({ payload: 7 })];
    await test.settled();
    expect(timers.size).toBe(1);
    test.jobs[0]?.finish();
    await Promise.all(replies);
    expect(timers.size).toBe(0);
  });
});

describe('a router that is drained', () => {
  it('lets the calls in flight settle, and answers new ones SERVICE_UNAVAILABLE', async () => {
    const test = testPolicy({});
    const steps: unknown[] = [];
    const first = test.call().then((reply) => steps.push(reply));
    await test.settled();
    expect(test.router.inFlight).toBe(1);

    const drained = test.router.drain().then(() => steps.push('drained'));
    expect(await test.call()).toMatchObject(failsWith('SERVICE_UNAVAILABLE', { retryAfter: 1_000 }));
    expect(await test.call({ event: 'nobody' })).toMatchObject(failsWith('NOT_FOUND'));
    expect(test.router.inFlight).toBe(1);
    expect(steps).toEqual([]);

    test.jobs[0]?.finish();
    await Promise.all([first, drained]);
    expect(steps).toEqual([{ ok: true, data: 'a done' }, 'drained']);
    expect(test.router.inFlight).toBe(0);
    expect(test.jobs).toHaveLength(1);
  });

  it('is not held up by a controller that never settles', async () => {
    const test = testPolicy({ deadline: 100 });
    const reply = test.call();
    await test.settled();
    const drained = test.router.drain();
    await test.clock.advance(100);
    await drained;
    expect(await reply).toMatchObject(failsWith('TIMEOUT'));
  });

  it('is drained at once when nothing is in flight, and may be drained again', async () => {
    const { router } = testPolicy({});
    await router.drain();
    await router.drain();
    expect(router.inFlight).toBe(0);
  });
});
