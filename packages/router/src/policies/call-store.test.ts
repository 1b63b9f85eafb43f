import { ok } from '@switchboard/contract';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../testing/fake-clock.ts';
import { type Claim, createMemoryCallStore } from './call-store.ts';

const claimOf = (key: string, caller = 'user:ann'): Claim => ({ key, caller, digest: `digest of ${key}` });

describe('the call store in memory', () => {
  it('forgets the oldest first when it is full', async () => {
    const store = createMemoryCallStore({ maxEntries: 2, clock: createFakeClock() });
    for (const key of ['a', 'b', 'c']) {
      const claim = claimOf(key);
      await store.claim(claim);
      await store.settle(claim, ok(key));
    }
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

  it('tells those who wait that a reply was not kept, and is free for the next', async () => {
    const store = createMemoryCallStore();
    const claim = claimOf('a');
    await store.claim(claim);
    const waiting = await store.claim(claimOf('a'));
    await store.settle(claim, undefined);
    expect(await waiting?.reply).toBeUndefined();
    expect(await store.claim(claimOf('a'))).toBeUndefined();
  });

  it('keeps the reply of a call that it had to forget while it was running', async () => {
    const store = createMemoryCallStore({ maxEntries: 1 });
    const claim = claimOf('a');
    await store.claim(claim);
    await store.claim(claimOf('b'));
    await store.settle(claim, ok('kept'));
    expect(await (await store.claim(claimOf('a')))?.reply).toEqual(ok('kept'));
  });
});
