import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { tempFolder } from '../../app.fixture.ts';
import { presenceJobs } from '../../presence/sqlite-presence-store.ts';
import { callJobs } from './call-ledger.ts';
import { openVolatileDatabase } from './database.ts';
import { rateJobs } from './rate-store.ts';

// What the thread of SQLite runs, in this one, whose clock a test can set.
const folder = () => openVolatileDatabase(tempFolder());
const alice = { socketId: 's1', user: { id: 'u1', name: 'Alice' } };

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

it.each([30_000, -30_000, 86_400_000])('a clock that jumps by %d ms takes nobody out of a room', (jump) => {
  const database = folder();
  const [here, there] = [presenceJobs.create(database), presenceJobs.create(database)];
  here.join('a', alice, 9);
  vi.setSystemTime(Date.now() + jump);
  for (const node of [here, there]) {
    expect(node.members('a')).toEqual([alice.user]);
    expect(node.countSockets(alice.user.id)).toBe(1);
    expect(node.sweep()).toEqual({ departures: [], isDone: true });
    expect(node.renew()).toBe(true);
  }
});

it('a clock that jumps lets no call run twice', () => {
  const calls = callJobs.create(folder());
  const claim = { key: 'k', digest: 'd', owner: 'o' };
  calls.claim(claim, 10_000);
  vi.setSystemTime(Date.now() + 30_000);
  expect(calls.claim({ ...claim, owner: 'another' }, 10_000)).toEqual({ digest: 'd' });
});

it.each([3_600_000, -3_600_000])('a clock that jumps by %d ms changes no rate', (jump) => {
  const rates = rateJobs.create(folder());
  const bucket = { key: 'k', count: 10, per: 60_000 };
  expect(rates.take(bucket, 10)).toMatchObject({ tokens: 10 });
  vi.setSystemTime(Date.now() + jump);
  const { tokens, retryAfter } = rates.take(bucket, 1);
  expect(tokens).toBe(0);
  expect(retryAfter).toBeLessThanOrEqual(6_000);
});
