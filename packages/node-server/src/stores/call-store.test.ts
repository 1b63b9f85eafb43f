import { type AnyReply, EventError, fail } from '@switchboard/contract';
import { type CallStore, type Claim, createMemoryCallStore } from '@switchboard/router';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { tempFolder } from '../app.fixture.ts';
import { startTestRedis } from '../testing/test-redis.ts';
import type { CallLedger } from './call-ledger.ts';
import { createRedisCallLedger } from './redis/call-ledger.ts';
import { createSharedCallStore, type SharedCallStoreOptions } from './shared-call-store.ts';
import { callJobs } from './sqlite/call-ledger.ts';
import { openSqlite } from './sqlite/sqlite.ts';

const redis = await startTestRedis();
afterAll(() => redis[Symbol.asyncDispose]());

type OpenStore = (options?: SharedCallStoreOptions) => Promise<CallStore>;

/** Gives what opens the same, at first empty, ledger as another process would. */
const ledgers: Record<string, () => Promise<() => Promise<CallLedger>>> = {
  SQLite: async () => {
    const folder = tempFolder();
    return async () => (await openSqlite(folder, 'volatile')).store(callJobs);
  },
  Redis: async () => {
    await (await redis.connect()).flushAll();
    return async () => createRedisCallLedger(await redis.connect());
  },
};
const shared = Object.entries(ledgers).map(
  ([name, createLedger]) =>
    [
      name,
      async (): Promise<OpenStore> => {
        const open = await createLedger();
        return async (options) => createSharedCallStore(await open(), options);
      },
    ] as const,
);
const memory = async (): Promise<OpenStore> => {
  const store = createMemoryCallStore();
  return async () => store;
};

const call = { key: '["note:add","user:u1","c\\u0000\\ud800"]', caller: 'user:u1', digest: 'd' };
const done: AnyReply = { ok: true, data: { bytes: new Uint8Array([0, 255]), text: '\u0000 \ud800 é' } };
const cycle: { self?: object } = {};
cycle.self = cycle;
const nested = (levels: number, leaf: unknown): unknown =>
  levels === 0 ? leaf : { inner: nested(levels - 1, leaf) };
const refused = { ok: false, error: { code: 'TIRED', message: 'no', data: { n: 1 } } } as const;

describe.each([...shared, ['memory', memory] as const])('calls in %s', (_name, createStore) => {
  let open: OpenStore;
  beforeEach(async () => {
    open = await createStore();
  });

  it('are one claimant’s of many, and the others get the reply, binary and all', async () => {
    const [one, other] = [await open(), await open()];
    const claims = Array.from({ length: 6 }, () => ({ ...call }));
    const claimed = await Promise.all(claims.map((claim, i) => (i % 2 ? one : other).claim(claim)));
    expect(claimed.filter((found) => found === undefined)).toHaveLength(1);
    const winner = claimed.indexOf(undefined);
    const replies = claimed.map((found) => found?.reply);
    await (winner % 2 ? one : other).settle(claims[winner] as typeof call, done);
    for (const reply of replies) if (reply) expect(await reply).toEqual(done);
    const later = await other.claim({ ...call });
    expect([later?.digest, await later?.reply]).toEqual(['d', done]);
  });

  it('are free again if they end without a reply to keep', async () => {
    const [one, other] = [await open(), await open()];
    const claim = { ...call };
    await one.claim(claim);
    const waiting = (await other.claim({ ...call }))?.reply;
    await one.settle(claim, undefined);
    expect(await waiting).toBeUndefined();
    expect(await other.claim({ ...call })).toBeUndefined();
  });

  it('give the digest of the first, and keep failures too', async () => {
    const store = await open();
    const claim = { ...call };
    await store.claim(claim);
    expect((await store.claim({ ...call, digest: 'other' }))?.digest).toBe('d');
    await store.settle(claim, refused);
    expect(await (await store.claim({ ...call }))?.reply).toEqual(refused);
  });

  it.each([
    [{ $bytes: 'not base64' }],
    [{ $bytes: 'aGk=' }],
    [{ $$bytes: 'aGk=', $bytes: 'aGk=' }],
    [{ list: [{ $$bytes: { $bytes: 1 } }, { $bytes: new Uint8Array([1]) }, { $secret: 1 }] }],
  ])('keep a reply of %j, which looks like binary in JSON, as it is', async (data) => {
    const store = await open();
    for (const reply of [
      { ok: true, data },
      { ok: false, error: { ...refused.error, data } },
    ] as const) {
      const claim = { ...call, key: `${reply.ok}` };
      await store.claim(claim);
      await store.settle(claim, reply);
      expect(await (await store.claim({ ...claim }))?.reply).toEqual(reply);
    }
  });

  it('keep a reply that says that the contract was broken: the call was executed', async () => {
    const store = await open();
    const claim = { ...call };
    await store.claim(claim);
    const broken = fail(new EventError('REPLY_INVALID').toBody());
    await store.settle(claim, broken);
    expect(await (await store.claim({ ...call }))?.reply).toEqual(broken);
  });

  it('of one caller, however many, leave those of others alone, running or done', async () => {
    const store = await open();
    const [running, ended] = ['running', 'done'].map((key) => ({ key, caller: 'user:u2', digest: 'd' })) as [
      Claim,
      Claim,
    ];
    for (const claim of [running, ended]) await store.claim(claim);
    await store.settle(ended, done);
    for (let i = 0; i < 1_500; i++) {
      const claim = { ...call, key: `${i}` };
      await store.claim(claim);
      await store.settle(claim, done);
    }
    expect(await (await store.claim({ ...ended }))?.reply).toEqual(done);
    const waiting = (await store.claim({ ...running }))?.reply;
    await store.settle(running, refused);
    expect(await waiting).toEqual(refused);
  });

  it('are forgotten after their window', async () => {
    const store = await open();
    const claim = { ...call, window: 20 };
    await store.claim(claim);
    await store.settle(claim, done);
    await expect.poll(() => store.claim({ ...call })).toBeUndefined();
  });
});

describe.each(Object.entries(ledgers))('a claim in %s', (_name, createLedger) => {
  it('is held as long as its owner lives, however long the call takes', async () => {
    const open = await createLedger();
    const [living, other] = [await open(), await open()].map((ledger) =>
      createSharedCallStore(ledger, { lease: 900 }),
    ) as [CallStore, CallStore];
    const claim = { ...call };
    await living.claim(claim);
    const waiting = await other.claim({ ...call });
    expect(await waiting?.reply).toBeUndefined(); // Patience ends later than a lease.
    expect(await other.claim({ ...call })).toBeDefined();
    await living.settle(claim, done);
    expect(await (await other.claim({ ...call }))?.reply).toEqual(done);
  });

  it('of an owner that died is free when the lease is over, for those who wait too', async () => {
    const open = await createLedger();
    const ledger = await open();
    const store = createSharedCallStore(await open());
    const dead = { ...call, owner: 'dead' };
    await ledger.claim(dead, 100);
    expect(await (await store.claim({ ...call }))?.reply).toBeUndefined();
    const claim = { ...call };
    expect(await store.claim(claim)).toBeUndefined();
    await ledger.renew([dead], 100);
    await ledger.settle(dead, JSON.stringify(refused), 1_000);
    await store.settle(claim, done);
    expect(await (await store.claim({ ...call }))?.reply).toEqual(done);
  });

  it.each([
    ['a BigInt', { n: 1n }],
    ['a cycle', cycle],
    ['a BigInt below 100 levels', nested(100, 1n)],
  ])('whose reply cannot be encoded (%s) keeps what its caller gets: REPLY_INVALID', async (_what, data) => {
    const store = createSharedCallStore(await (await createLedger())());
    const claim = { ...call };
    await store.claim(claim);
    await store.settle(claim, { ok: true, data });
    expect(await (await store.claim({ ...call }))?.reply).toMatchObject({ error: { code: 'REPLY_INVALID' } });
  });

  it('keeps no reply that nests too deep for its JSON form, but that a socket can carry', async () => {
    const store = createSharedCallStore(await (await createLedger())());
    const claim = { ...call };
    await store.claim(claim);
    await store.settle(claim, { ok: true, data: nested(100, new Uint8Array([1])) });
    expect(await store.claim({ ...call })).toBeUndefined();
  });

  it('has a lease and a window of parts of a millisecond too', async () => {
    const ledger = await (await createLedger())();
    const store = createSharedCallStore(ledger, { lease: 1_000.5 });
    const claim = { ...call, window: 1_000.5 };
    await store.claim(claim);
    await ledger.renew([{ ...call, owner: 'another' }], 1_000.5);
    await store.settle(claim, done);
    expect(await (await store.claim({ ...call }))?.reply).toEqual(done);
  });

  it('keeps no reply that is too long', async () => {
    const store = createSharedCallStore(await (await createLedger())(), { maxReply: 100 });
    const claim = { ...call };
    await store.claim(claim);
    await store.settle(claim, { ok: true, data: 'x'.repeat(100) });
    expect(await store.claim({ ...call })).toBeUndefined();
  });
});

it.each([0, -1, 1.5, Number.NaN, '9', null])('a maxReply of %s is refused at once', async (maxReply) => {
  const ledger = await (await openSqlite(tempFolder(), 'volatile')).store(callJobs);
  expect(() => createSharedCallStore(ledger, { maxReply: maxReply as number })).toThrow(
    new TypeError(`maxReply must be a whole number of characters, at least 1, not ${maxReply}.`),
  );
});

it.each([Number.POSITIVE_INFINITY, 2 ** 31, 1e12, 0, -1, Number.NaN])(
  'a lease or a window of %d ms is refused at once, by its name',
  async (ms) => {
    const ledger = await (await openSqlite(tempFolder(), 'volatile')).store(callJobs);
    for (const name of ['lease', 'window'])
      expect(() => createSharedCallStore(ledger, { [name]: ms })).toThrow(
        new TypeError(
          `${name} must be a number of milliseconds, more than 0 and at most 2147483647, not ${ms}.`,
        ),
      );
  },
);
