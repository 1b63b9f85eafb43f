import { ok } from '@switchboard/contract';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../testing/fake-clock.ts';
import { type CallStore, type Claim, createMemoryCallStore } from './call-store.ts';

const claimOf = (key: string, caller = 'user:ann'): Claim => ({ key, caller, digest: `digest of ${key}` });

describe('the call store in memory', () => {
  it('forgets the oldest first when it is full', async () => {
    const store = createMemoryCallStore({ maxEntries: 2, clock: createFakeClock() });
    for (const key of ['a', 'b', 'c']) await keep(store, claimOf(key));
    expect(await store.claim(claimOf('c'))).toMatchObject({ digest: 'digest of c' });
    expect(await store.claim(claimOf('b'))).toMatchObject({ digest: 'digest of b' });
    expect(await store.claim(claimOf('a'))).toBeUndefined();
  });

  it('gives a claim up that was never settled when its window is over', async () => {
    const clock = createFakeClock();
    const store = createMemoryCallStore({ window: 100, clock });
    await store.claim(claimOf('a'));
    await clock.advance(99);
    expect(await store.claim(claimOf('a'))).toBeDefined();
    await clock.advance(1);
    expect(await store.claim(claimOf('a'))).toBeUndefined();
  });

  it('lets one that took longer than its window not settle the call of another', async () => {
    const clock = createFakeClock();
    const store = createMemoryCallStore({ window: 100, clock });
    const slow = claimOf('a');
    await store.claim(slow);
    const waiting = await store.claim(claimOf('a'));
    await clock.advance(100);
    const quick = claimOf('a');
    await store.claim(quick);
    await store.settle(slow, ok('slow'));
    expect(await waiting?.reply).toEqual(ok('slow'));
    await store.settle(quick, ok('quick'));
    expect(await (await store.claim(claimOf('a')))?.reply).toEqual(ok('quick'));
  });

  it('shows those who wait that a reply was not kept, and is free for the next', async () => {
    const store = createMemoryCallStore();
    const claim = claimOf('a');
    await store.claim(claim);
    const waiting = await store.claim(claimOf('a'));
    await store.settle(claim, undefined);
    expect(await waiting?.reply).toBeUndefined();
    expect(await store.claim(claimOf('a'))).toBeUndefined();
  });

  it('never forgets a call that runs, however many replies its caller and others have', async () => {
    const store = createMemoryCallStore({ maxEntries: 2, maxPerCaller: 1 });
    const running = claimOf('running');
    await store.claim(running);
    for (const key of ['a', 'b', 'c', 'd']) {
      await keep(store, claimOf(key));
      await keep(store, claimOf(key, 'user:bob'));
    }
    const again = await store.claim(claimOf('running'));
    expect(again).toMatchObject({ digest: 'digest of running' });
    await store.settle(running, ok('done'));
    expect(await again?.reply).toEqual(ok('done'));
    expect(await (await store.claim(claimOf('running')))?.reply).toEqual(ok('done'));
  });

  it('keeps so many replies for one caller, who makes it forget no reply of another', async () => {
    const store = createMemoryCallStore();
    const bob = claimOf('of bob', 'user:bob');
    await keep(store, bob);
    for (let call = 0; call < 60_000; call++) await keep(store, claimOf(`${call}`));
    expect(await (await store.claim(bob))?.reply).toEqual(ok('of bob'));
    expect(await store.claim(claimOf('50000'))).toBeDefined();
    expect(await store.claim(claimOf('49999'))).toBeUndefined();
  });

  it('takes the oldest reply of the caller who has the most when it is full', async () => {
    const store = createMemoryCallStore({ maxEntries: 4, clock: createFakeClock() });
    await keep(store, claimOf('of ann', 'ann'));
    for (const key of ['1 of bob', '2 of bob', '3 of bob']) await keep(store, claimOf(key, 'bob'));
    const all = ['of ann', '1 of bob', '2 of bob', '3 of bob'];
    expect(await known(store, all)).toEqual(all);
    await keep(store, claimOf('of cid', 'cid'));
    expect(await known(store, [...all, 'of cid'])).toEqual(['of ann', '2 of bob', '3 of bob', 'of cid']);
    await keep(store, claimOf('2 of ann', 'ann'));
    expect(await known(store, [...all, '2 of ann', 'of cid'])).toEqual([
      'of ann',
      '3 of bob',
      '2 of ann',
      'of cid',
    ]);
  });

  it('loses no reply of others to callers that come again and again under new names, as long as one has more', async () => {
    const store = createMemoryCallStore({ maxEntries: 10, clock: createFakeClock() });
    await keep(store, claimOf('of ann', 'ann'));
    for (let call = 0; call < 5; call++) await keep(store, claimOf(`${call} of bob`, 'bob'));
    for (let call = 0; call < 8; call++) await keep(store, claimOf(`stranger ${call}`, `socket:${call}`));
    expect(await known(store, ['of ann'])).toEqual(['of ann']);
  });

  it('lets go of what has expired, although something older has not', async () => {
    const clock = createFakeClock();
    const store = createMemoryCallStore({ maxEntries: 3, clock });
    await keep(store, { ...claimOf('long'), window: 1_000 });
    await keep(store, { ...claimOf('short 1'), window: 10 });
    await keep(store, { ...claimOf('short 2'), window: 10 });
    await clock.advance(10);
    for (const key of ['new 1', 'new 2']) await keep(store, claimOf(key));
    expect(await known(store, ['long', 'new 1', 'new 2'])).toEqual(['long', 'new 1', 'new 2']);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 'x', null])('keeps no %s replies', (count) => {
    for (const option of ['maxEntries', 'maxPerCaller']) {
      expect(() => createMemoryCallStore({ [option]: count })).toThrow(
        new TypeError(`${option} must be a whole number, at least 1, not ${count}.`),
      );
    }
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, '60000', null])(
    'has no window of %s',
    (window) => {
      expect(() => createMemoryCallStore({ window: window as number })).toThrow(
        /^window must be a number of milliseconds/,
      );
    },
  );
});

async function keep(store: CallStore, claim: Claim): Promise<void> {
  await store.claim(claim);
  await store.settle(claim, ok(claim.key));
}

/** Which of these replies the store still has. Asks in a way that leaves it as it was. */
async function known(store: CallStore, keys: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const key of keys) {
    const claim = claimOf(key);
    if (await store.claim(claim)) found.push(key);
    else await store.settle(claim, undefined);
  }
  return found;
}
