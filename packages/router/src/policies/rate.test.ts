import { describe, expect, it } from 'vitest';
import { failsWith } from '../core/router.fixture.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { type PolicyTest, testPolicy } from './policy.fixture.ts';
import { RateLimit } from './rate.ts';

/** How many of these calls got through. */
async function passed(test: PolicyTest, calls: Parameters<PolicyTest['call']>[0][]): Promise<number> {
  const replies = Promise.all(calls.map((call) => test.call(call)));
  await test.settled();
  for (const { finish } of test.jobs.splice(0)) finish();
  return (await replies).filter(({ ok }) => ok).length;
}

const times = (count: number, call: Parameters<PolicyTest['call']>[0] = {}): (typeof call)[] =>
  Array.from({ length: count }, () => call);

describe('the rate', () => {
  it('lets as many through at once as it names, and says when the next one may succeed', async () => {
    const test = testPolicy({ rate: '3/s' });
    expect(await passed(test, times(5))).toBe(3);
    expect(await test.call()).toMatchObject(
      failsWith('TOO_MANY_REQUESTS', { message: 'Over 3/s: try again in 334 ms.', retryAfter: 334 }),
    );
  });

  it('is true to its retryAfter: not a millisecond earlier, and then one call', async () => {
    const test = testPolicy({ rate: '3/s' });
    await passed(test, times(3));
    await test.clock.advance(333);
    expect(await passed(test, times(1))).toBe(0);
    await test.clock.advance(1);
    expect(await passed(test, times(2))).toBe(1);
  });

  it('saves up no more than it names, however long nobody called', async () => {
    const test = testPolicy({ rate: '3/s' });
    await passed(test, times(3));
    await test.clock.advance(3_600_000);
    expect(await passed(test, times(5))).toBe(3);
  });

  it.each([
    ['2/m', 30_000],
    ['2/h', 1_800_000],
  ] as const)('%s gives a token back every %i ms', async (rate, ms) => {
    const test = testPolicy({ rate });
    await passed(test, times(2));
    await test.clock.advance(ms - 1);
    expect(await passed(test, times(1))).toBe(0);
    await test.clock.advance(1);
    expect(await passed(test, times(1))).toBe(1);
  });

  it('counts each socket for itself', async () => {
    const test = testPolicy({ rate: '2/s' });
    expect(await passed(test, times(3))).toBe(2);
    expect(await passed(test, times(3, { socketId: 's2' }))).toBe(2);
  });

  it('counts an identity over all of its sockets, and over HTTP', async () => {
    const test = testPolicy({ rate: '3/s' });
    expect(await passed(test, times(2, { user: 'alice' }))).toBe(2);
    expect(await passed(test, times(2, { user: 'alice', socketId: 's2' }))).toBe(1);
    expect(await passed(test, times(2, { user: 'alice', socketId: '' }))).toBe(0);
    expect(await passed(test, times(1, { user: 'bob', socketId: 's3' }))).toBe(1);
  });

  it('counts a socket over all of its identities', async () => {
    const test = testPolicy({ rate: '2/s' });
    expect(await passed(test, [{ user: 'alice' }, { user: 'bob' }, { user: 'carol' }])).toBe(2);
  });

  it('counts strangers over HTTP together, as nobody can tell them apart', async () => {
    const test = testPolicy({ rate: '2/s' });
    expect(await passed(test, times(3, { socketId: '' }))).toBe(2);
    expect(await passed(test, times(1))).toBe(1);
  });

  it('counts strangers by their address, over all sockets that they open and over HTTP', async () => {
    const test = testPolicy({ rate: '3/s' });
    const address = '192.0.2.1';
    const reconnecting = ['s1', 's2', 's3', 's4', ''].map((socketId) => ({ address, socketId }));
    expect(await passed(test, reconnecting)).toBe(3);
    expect(await test.call({ address })).toMatchObject(
      failsWith('TOO_MANY_REQUESTS', { message: 'Over 3/s from one address: try again in 334 ms.' }),
    );
    expect(await passed(test, times(2, { address: '192.0.2.2', socketId: '' }))).toBe(2);
    expect(await passed(test, times(2, { address: '192.0.2.2' }))).toBe(1);
  });

  it('counts whom it knows by identity and socket alone, whatever strangers do at the same address', async () => {
    const test = testPolicy({ rate: '2/s', scope: 'work' }, { scopes: ['work'] });
    const address = '192.0.2.1';
    const granted = { address, scopes: ['work'] };
    expect(await passed(test, times(3, { address }))).toBe(0);
    expect(await passed(test, times(3, { ...granted, user: 'alice', socketId: 's2' }))).toBe(2);
    expect(await passed(test, times(3, { ...granted, user: 'bob', socketId: 's3' }))).toBe(2);
  });

  it('counts everybody by address for an event that needs no identity: that may be how to get a new one', async () => {
    const test = testPolicy({ rate: '3/s' });
    const address = '192.0.2.1';
    const renamed = ['s1', 's2', '', 's4'].map((socketId) => ({
      address,
      socketId,
      user: `new at ${socketId}`,
    }));
    expect(await passed(test, renamed)).toBe(3);
    expect(await passed(test, times(1, { address, socketId: 's5' }))).toBe(0);
    expect(await passed(test, times(1, { address: '192.0.2.2', user: 'alice' }))).toBe(1);
  });

  it('counts each event for itself', async () => {
    const test = testPolicy({ rate: '1/s' });
    expect(await passed(test, [{}, { event: 'work:also' }, {}])).toBe(2);
  });

  it('counts refused calls too, before anything else looks at them', async () => {
    const test = testPolicy({ rate: '2/s' });
    const bad = { payload: { name: 7 } };
    expect(await test.call(bad)).toMatchObject(failsWith('BAD_REQUEST'));
    expect(await test.call(bad)).toMatchObject(failsWith('BAD_REQUEST'));
    expect(await test.call(bad)).toMatchObject(failsWith('TOO_MANY_REQUESTS'));
  });

  it('remembers a bounded number of callers: the one that called the longest ago is forgotten', () => {
    const limit = new RateLimit('1/h', { clock: createFakeClock(), most: 2 });
    const refused = (socket: string) => limit.take({ socket, user: undefined })?.message;
    expect([refused('a'), refused('b')]).toEqual([undefined, undefined]);
    expect(refused('a')).toMatch(/^Over 1\/h/);
    expect(refused('c')).toBeUndefined(); // Forgets b.
    expect(refused('a')).toMatch(/^Over 1\/h/);
    expect([refused('b'), refused('c')]).toEqual([undefined, undefined]);
  });

  it('forgets who did not call for so long that a full bucket would be theirs', async () => {
    const clock = createFakeClock();
    const limit = new RateLimit('2/s', { clock });
    const call = (socket: string, user?: string): unknown => limit.take({ socket, user });
    call('a', 'alice');
    await clock.advance(600);
    call('b');
    expect(limit.size).toBe(3);
    await clock.advance(400);
    expect(limit.size).toBe(1);
    await clock.advance(1_000);
    expect(limit.size).toBe(0);
  });

  it('does not forget a bucket that is not full yet', async () => {
    const clock = createFakeClock();
    const limit = new RateLimit('2/s', { clock });
    const call = (): string | undefined => limit.take({ socket: 'a', user: undefined })?.message;
    await clock.advance(700);
    call();
    call();
    await clock.advance(299);
    expect(call()).toMatch(/^Over 2\/s/);
    await clock.advance(400);
    call();
    expect(call()).toMatch(/^Over 2\/s/);
  });
});
