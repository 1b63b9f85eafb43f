import { describe, expect, it } from 'vitest';
import { failsWith } from '../core/router.fixture.ts';
import { type PolicyTest, testPolicy } from './policy.fixture.ts';
import type { RateBucket, RateStore } from './rate-store.ts';
import { SharedRate } from './shared-rate.ts';

/** A store with so many tokens in each bucket, which it never fills again. */
function storeOf(tokens: number, ask: () => Promise<unknown> = async () => {}) {
  const asked: RateBucket[] = [];
  const spent = new Map<string, number>();
  const store: RateStore = {
    take: async (bucket, wanted) => {
      asked.push(bucket);
      await ask();
      const before = spent.get(bucket.key) ?? 0;
      const taken = Math.min(wanted, tokens - before);
      spent.set(bucket.key, before + taken);
      return { tokens: taken, retryAfter: 500 };
    },
  };
  return { store, asked };
}

async function codes(
  test: PolicyTest,
  count: number,
  user?: string,
  more?: Parameters<PolicyTest['call']>[0],
): Promise<string[]> {
  const replies = Array.from({ length: count }, (_, i) =>
    test.call({ name: `${i}`, socketId: `s${i}`, ...(user !== undefined && { user }), ...more }),
  );
  await test.settled();
  for (const { finish } of test.jobs) finish();
  return (await Promise.all(replies)).map((reply) => (reply.ok ? 'OK' : reply.error.code));
}

const passed = (list: string[]): number => list.filter((code) => code === 'OK').length;

describe('a rate that servers share', () => {
  it('is never exceeded by several servers together, and says when there will be a token', async () => {
    const { store } = storeOf(10);
    const servers = [1, 2, 3].map(() => testPolicy({ rate: '10/s' }, { rateStore: store }));
    const replies = await Promise.all(servers.map((server) => codes(server, 8, 'alice')));
    expect(passed(replies.flat())).toBe(10);
    expect(await servers[0]?.call({ user: 'alice', socketId: 'new' })).toMatchObject(
      failsWith('TOO_MANY_REQUESTS', { retryAfter: 500 }),
    );
  });

  it('takes few journeys: a twentieth of the bucket each, and none to one that is empty', async () => {
    const { store, asked } = storeOf(50);
    const test = testPolicy({ rate: '100/s' }, { rateStore: store });
    expect(passed(await codes(test, 90, 'alice'))).toBe(50);
    expect(asked).toHaveLength(11);
    expect(asked[0]).toEqual({ key: '["work:do","user:alice"]', count: 100, per: 1_000 });
  });

  it('gives back by itself what was fetched and not spent', async () => {
    const { store, asked } = storeOf(100);
    const test = testPolicy({ rate: '100/s' }, { rateStore: store });
    await codes(test, 1, 'alice');
    await test.clock.advance(50);
    await codes(test, 1, 'alice');
    expect(asked).toHaveLength(2);
  });

  it('gives each of very many identities, who call in turn, all that it has', async () => {
    const { store } = storeOf(40);
    const { clock } = testPolicy({});
    const rate = new SharedRate({ event: 'work:do', rate: '40/m', store, clock });
    const users = Array.from({ length: 10_001 }, (_, i) => `u${i}`);
    // Each server fetches two tokens at a time.
    for (let call = 0; call < 21; call++) {
      const calls = await Promise.allSettled(users.map(async (user) => rate.take(user)));
      expect(calls.filter(({ status }) => status === 'rejected')).toEqual([]);
    }
  });

  it('is for identities: sockets of nobody are counted here alone', async () => {
    const { store, asked } = storeOf(0);
    const test = testPolicy({ rate: '10/s' }, { rateStore: store });
    expect(passed(await codes(test, 5))).toBe(5);
    expect(asked).toEqual([]);
  });

  it('counts no identity where its event, which needs none, counts the address', async () => {
    const { store, asked } = storeOf(2);
    const test = testPolicy({ rate: '2/s' }, { rateStore: store });
    for (const address of ['192.0.2.1', '192.0.2.2'])
      expect(passed(await codes(test, 3, 'alice', { address }))).toBe(2);
    expect(asked).toEqual([]);
  });

  it('counts an identity over all addresses where its event needs one', async () => {
    const { store } = storeOf(2);
    const scopes = ['work'];
    const servers = [1, 2].map(() =>
      testPolicy({ rate: '2/s', scope: 'work' }, { rateStore: store, scopes }),
    );
    const replies = servers.map((server, i) =>
      codes(server, 2, 'alice', { address: `192.0.2.${i}`, scopes }),
    );
    expect(passed((await Promise.all(replies)).flat())).toBe(2);
  });

  it('keeps the order of one identity’s calls', async () => {
    const { store } = storeOf(100, () => new Promise((resolve) => setImmediate(resolve)));
    const test = testPolicy({ rate: '20/s' }, { rateStore: store });
    const replies = Array.from({ length: 6 }, (_, i) => test.call({ name: `${i}`, user: 'alice' }));
    await expect.poll(() => test.jobs.length).toBe(6);
    for (const { finish } of test.jobs) finish();
    await Promise.all(replies);
    expect(test.jobs.map(({ name }) => name)).toEqual(['0', '1', '2', '3', '4', '5']);
  });

  it('is each server’s own while the store is down, which is reported once', async () => {
    let isDown = true;
    const { store } = storeOf(1, async () => {
      if (isDown) throw new Error('down');
    });
    const reported: unknown[] = [];
    const onRateStoreFailed = (error: unknown): void => void reported.push(error);
    const test = testPolicy({ rate: '10/s' }, { rateStore: store, onRateStoreFailed });
    expect(passed(await codes(test, 12, 'alice'))).toBe(10);
    await test.clock.advance(1_000);
    expect(passed(await codes(test, 3, 'alice'))).toBe(3);
    expect(reported).toHaveLength(1);
    isDown = false;
    await test.clock.advance(1_000);
    expect(passed(await codes(test, 3, 'alice'))).toBe(1);
  });
});
