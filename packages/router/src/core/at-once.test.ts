import { expect, it } from 'vitest';
import { stranger } from '../contract.fixture.ts';
import { LazySignal } from '../lib/lazy-signal.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { createTestRouter } from './router.fixture.ts';
import type { CallRecord, LateRecord } from './settle.ts';

function throws(): never {
  throw new Error('too late');
}

const NOW = { event: 'time:now', socketId: 's1' };

it('a call that waits for nothing has its reply, its record and its place back at once', () => {
  const records: CallRecord[] = [];
  const router = createTestRouter({}, { onSettled: (record) => records.push(record) });
  expect(router.dispatch(NOW, stranger())).toMatchObject({ ok: true });
  expect(records).toMatchObject([{ code: 'OK' }]);
  expect(router.inFlight).toBe(0);
});

it('a call that is refused has its reply at once', () => {
  const router = createTestRouter();
  expect(router.dispatch({ ...NOW, payload: 'unasked' }, stranger())).toMatchObject({
    error: { code: 'BAD_REQUEST' },
  });
  expect(router.dispatch({ ...NOW, event: 'no:such' }, stranger())).toMatchObject({
    error: { code: 'NOT_FOUND' },
  });
});

it('a controller that returns a promise makes its call wait', async () => {
  const router = createTestRouter({ 'time:now': async () => ({ now: 'five' }) });
  const reply = router.dispatch(NOW, stranger());
  expect(reply).toBeInstanceOf(Promise);
  expect(router.inFlight).toBe(1);
  expect(await reply).toEqual({ ok: true, data: { now: 'five' } });
});

it.each<[string, () => unknown, string]>([
  ['returns', () => ({ now: 'five' }), 'OK'],
  ['throws', throws, 'INTERNAL_SERVER_ERROR'],
  ['resolves', async () => ({ now: 'five' }), 'OK'],
  ['rejects', async () => throws(), 'INTERNAL_SERVER_ERROR'],
])(
  'a controller that ends its own connection and %s has its call end as DISCONNECTED first, then its result is late',
  async (_how, end, code) => {
    const records: Pick<LateRecord, 'event' | 'code'>[] = [];
    const inFlight: number[] = [];
    const connection = new LazySignal();
    const router = createTestRouter(
      {
        'time:now': () => {
          connection.abort();
          return end() as { now: string };
        },
      },
      {
        onSettled: (record) => records.push(record),
        onLate: (record) => {
          records.push(record);
          inFlight.push(router.inFlight);
        },
        onFailure: () => {},
      },
    );
    expect(await router.dispatch({ ...NOW, signal: connection }, stranger())).toMatchObject({
      error: { code: 'DISCONNECTED' },
    });
    await new Promise(setImmediate);
    expect(records).toMatchObject([
      { event: 'time:now', code: 'DISCONNECTED' },
      { event: 'time:now', code },
    ]);
    expect(inFlight).toEqual([0]);
  },
);

it('the deadline counts from the arrival, also where a call waits only after a while', async () => {
  const clock = createFakeClock();
  let passed = 0;
  const router = createTestRouter(
    { 'time:now': () => new Promise(() => {}) },
    { deadline: 1_000, clock: { ...clock, now: () => clock.now() + passed } },
  );
  const reply = router.dispatch(NOW, () => {
    passed = 400; // What is synchronous before it may take long.
    return stranger();
  });
  await clock.advance(599);
  expect(router.inFlight).toBe(1);
  await clock.advance(1);
  expect(await reply).toMatchObject({ error: { code: 'TIMEOUT' } });
});
