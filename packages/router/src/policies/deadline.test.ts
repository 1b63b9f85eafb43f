import { describe, expect, it } from 'vitest';
import { withResolvers } from '../core/promise.fixture.ts';
import { call, createTestRouter, failsWith } from '../core/router.fixture.ts';
import { createRouter, type Router } from '../core/router.ts';

describe('the deadline', () => {
  const reasonOf = (signal: AbortSignal): Promise<unknown> =>
    new Promise((resolve) => signal.addEventListener('abort', () => resolve(signal.reason)));

  /** A router whose task:run never ends, and why its signal was aborted. */
  function createHangingRouter(): { router: Router; aborted: Promise<unknown> } {
    const { promise, resolve } = withResolvers<unknown>();
    const router = createTestRouter({
      'task:run': (_message, { signal }) => {
        resolve(reasonOf(signal));
        return new Promise<void>(() => {});
      },
    });
    return { router, aborted: promise };
  }

  it("answers TIMEOUT and aborts the controller's signal with it", async () => {
    const { router, aborted } = createHangingRouter();
    expect(await call(router, { event: 'task:run' })).toMatchObject(failsWith('TIMEOUT'));
    expect(await aborted).toMatchObject({ code: 'TIMEOUT' });
  });

  it("is shortened by the caller's", async () => {
    const router = createTestRouter({ 'time:now': () => new Promise(() => {}) });
    const reply = await call(router, { event: 'time:now', meta: { deadline: 5 } });
    expect(reply).toMatchObject(failsWith('TIMEOUT'));
  });

  it("is never lengthened by the caller's", async () => {
    const { router } = createHangingRouter();
    for (const deadline of [60_000, 1e300]) {
      expect(await call(router, { event: 'task:run', meta: { deadline } })).toMatchObject(
        failsWith('TIMEOUT'),
      );
    }
  });

  it('holds for the validation too, and starts no controller after it', async () => {
    const { promise: validated, resolve: validate } = withResolvers<{ value: null }>();
    const { promise: checked, resolve: check } = withResolvers<void>();
    const payload = {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: () => validated.finally(() => setImmediate(check)),
      },
    } as const;
    const started: unknown[] = [];
    const slow = createRouter({
      name: 'slow',
      version: '1.0.0',
      clientEventMap: { 'slow:check': { summary: 'Slow', payload, policy: { deadline: 5 } } },
      serverEventMap: {},
    }).controllers({ 'slow:check': () => void started.push(1) });
    expect(await call(slow, { event: 'slow:check' })).toMatchObject(failsWith('TIMEOUT'));
    validate({ value: null });
    await checked;
    expect(started).toEqual([]);
  });

  it('is over with the call: the signal of one that ended in time is not aborted', async () => {
    const signals: AbortSignal[] = [];
    const router = createTestRouter({ 'task:run': (_message, { signal }) => void signals.push(signal) });
    await call(router, { event: 'task:run', meta: { deadline: 5 } });
    await call(createHangingRouter().router, { event: 'task:run', meta: { deadline: 20 } });
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  });

  it("answers DISCONNECTED when the caller's signal is aborted, and aborts the controller's", async () => {
    const { router, aborted } = createHangingRouter();
    const caller = new AbortController();
    const reply = call(router, { event: 'task:run', signal: caller.signal });
    setImmediate(() => caller.abort());
    expect(await reply).toMatchObject(failsWith('DISCONNECTED', { data: { written: true } }));
    expect(await aborted).toMatchObject({ code: 'DISCONNECTED' });
  });

  it('starts nothing for a caller who is gone already', async () => {
    const router = createTestRouter({ 'task:run': () => expect.unreachable('the controller was called') });
    const reply = await call(router, { event: 'task:run', signal: AbortSignal.abort() });
    expect(reply).toMatchObject(failsWith('DISCONNECTED'));
  });
});
