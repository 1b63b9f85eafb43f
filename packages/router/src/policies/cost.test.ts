import { setImmediate as turn } from 'node:timers/promises';
import { type AnyReply, defineContract, defineEvents } from '@switchboard/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { lazyControllers } from '../core/controller.ts';
import { failsWith } from '../core/router.fixture.ts';
import { createRouter } from '../core/router.ts';
import type { RouterContext } from '../lib/router-context.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { CallCosts, createCallCosts, PACKET_COST } from './cost.ts';

const Send = z.strictObject({ bytes: z.int(), receivers: z.int() });
const contract = defineContract({
  name: 'post',
  version: '1.0.0',
  clientEventMap: defineEvents({
    'post:send': { summary: 'Send at once', payload: Send },
    'post:later': { summary: 'Send after a while', payload: Send },
    'post:lazy': { summary: 'Send, once it is imported', payload: Send },
    'post:ordered': { summary: 'Send in order', payload: Send, policy: { order: 'socket' } },
    'post:short': { summary: 'Send little', payload: Send, policy: { maxBytes: 100 } },
  }),
  serverEventMap: {},
});

interface Call {
  readonly event?: string;
  readonly user?: string;
  readonly address?: string;
  readonly socketId?: string;
  readonly bytes?: number;
  /** What the application knows of the caller. @default a new object for each call */
  readonly context?: RouterContext;
  /** What the controller sends: so many packets of so many bytes. */
  readonly sends?: readonly [receivers: number, bytes: number];
}

/** Of one caller 10,000 bytes a second and 40,000 at once; of one address 30,000 and 60,000. */
const LIMITS = {
  perCaller: { bytesPerSecond: 10_000, burst: 4, setting: 'BYTES' },
  perAddress: { bytesPerSecond: 30_000, burst: 2, setting: 'BYTES_OF_ADDRESS' },
};

/** A packet that costs so many bytes with what it costs beside them. */
const packet = (cost: number): number => cost - PACKET_COST;

function testCosts() {
  const clock = createFakeClock();
  const costs = createCallCosts({ ...LIMITS, clock });
  const send = ({ message: { bytes, receivers } }: { message: z.infer<typeof Send> }): void => {
    for (let receiver = 0; receiver < receivers; receiver++) costs.charge(bytes);
  };
  const later = async (message: { message: z.infer<typeof Send> }): Promise<void> => {
    await turn();
    send(message);
  };
  const router = createRouter(contract, { clock, costs }).controllers({
    'post:send': send,
    'post:short': send,
    'post:later': later,
    'post:ordered': later,
    ...lazyControllers(['post:lazy'], async () => ({
      'post:lazy': later,
    })),
  });
  return {
    clock,
    costs,
    /** Calls as socket `s1` and nobody, with a packet that costs 6,000 bytes, unless it says otherwise. */
    call: async ({ user, address, event = 'post:send', ...call }: Call = {}): Promise<AnyReply> => {
      const { socketId = 's1', bytes = packet(6_000), sends: [receivers, size] = [0, 0] } = call;
      const who = user === undefined ? undefined : { id: user };
      const { context = { user: who, address, scopes: [] } } = call;
      const payload = { receivers, bytes: size };
      return router.dispatch({ event, socketId, bytes, payload }, context);
    },
  };
}

const refused = (message: string, retryAfter: number) =>
  failsWith('TOO_MANY_REQUESTS', { message, retryAfter });
const ofCaller = (ms: number) =>
  refused(
    `Over 10000 bytes a second, counted once for each receiver: try again in ${ms} ms, or raise BYTES.`,
    ms,
  );
const ofAddress = (ms: number) =>
  refused(
    `Over 30000 bytes a second from one address, counted once for each receiver: try again in ${ms} ms, or raise BYTES_OF_ADDRESS.`,
    ms,
  );
const served = { ok: true };

describe('the cost of calls', () => {
  it('lets in what fits, then refuses, and says what was exceeded and when the next call may succeed', async () => {
    const { call } = testCosts();
    for (let count = 0; count < 7; count++) expect(await call()).toMatchObject(served);
    // In debt by 2,000; the refused call costs 6,000 more.
    expect(await call()).toMatchObject(ofCaller(800));
  });

  it('is true to its retryAfter: not a millisecond earlier', async () => {
    const early = testCosts();
    await early.call({ sends: [1, packet(54_000)] });
    await early.clock.advance(1_999);
    expect(await early.call()).toMatchObject(failsWith('TOO_MANY_REQUESTS'));

    const { call, clock } = testCosts();
    await call({ sends: [1, packet(54_000)] });
    await clock.advance(2_000);
    expect(await call()).toMatchObject(served);
  });

  it('saves up no more than its burst, however long nobody called', async () => {
    const { call, clock } = testCosts();
    await call({ sends: [1, packet(34_000)] });
    await clock.advance(3_600_000);
    await call({ sends: [1, packet(44_000)] });
    expect(await call()).toMatchObject(ofCaller(1_600));
  });

  it('charges what is sent once for each receiver, with what a packet costs beside its bytes', async () => {
    const { call } = testCosts();
    expect(await call({ sends: [10, 10_000] })).toMatchObject(served);
    const debt = 6_000 + 10 * (10_000 + PACKET_COST) - 40_000;
    expect(await call()).toMatchObject(ofCaller(debt / 10));
  });

  it.each(['post:later', 'post:lazy'])('charges what %s sends after an await', async (event) => {
    const { call } = testCosts();
    expect(await call({ event, sends: [10, 10_000] })).toMatchObject(served);
    expect(await call()).toMatchObject(failsWith('TOO_MANY_REQUESTS'));
  });

  it('charges each of the calls that run at the same time with its own', async () => {
    const { call } = testCosts();
    await Promise.all([
      call({ user: 'alice', event: 'post:later', sends: [10, 10_000] }),
      call({ user: 'bob', event: 'post:later', sends: [1, 10] }),
    ]);
    expect(await call({ user: 'bob' })).toMatchObject(served);
    expect(await call({ user: 'alice' })).toMatchObject(failsWith('TOO_MANY_REQUESTS'));
  });

  it('refuses what was let in at once, and waits for its turn, where the calls before it cost too much', async () => {
    const { call } = testCosts();
    const sending = { event: 'post:ordered', sends: [10, 10_000] } as const;
    const replies = await Promise.all([call(sending), call(sending), call(sending)]);
    // Each of the three costs 6,000, and the first 110,240 more.
    const debt = 3 * 6_000 + 10 * (10_000 + PACKET_COST) - 40_000;
    expect(replies).toMatchObject([served, ofCaller(debt / 10), ofCaller(debt / 10)]);
  });

  it('never refuses a call that waits for its own bytes', async () => {
    const { call, clock } = testCosts();
    await call({ event: 'post:ordered', sends: [1, packet(34_000)] });
    expect(await call({ event: 'post:ordered', bytes: packet(16_000) })).toMatchObject(served);
    await clock.advance(1_600);
    expect(await call({ event: 'post:ordered' })).toMatchObject(served);
  });

  it('charges nobody with what is sent outside of calls', async () => {
    const { call, costs } = testCosts();
    await call();
    costs.charge(1_000_000);
    expect(await call()).toMatchObject(served);
  });

  it('counts an identity over all of its sockets, and over HTTP', async () => {
    const { call } = testCosts();
    await call({ user: 'alice', sends: [1, 40_000] });
    for (const socketId of ['s1', 's2', ''])
      expect(await call({ user: 'alice', socketId })).toMatchObject(failsWith('TOO_MANY_REQUESTS'));
    expect(await call({ user: 'bob' })).toMatchObject(served);
  });

  it('counts strangers by their address, over all sockets that they open and over HTTP', async () => {
    const { call } = testCosts();
    const address = '192.0.2.1';
    await call({ address, sends: [1, packet(35_000)] });
    for (const socketId of ['s1', 's2', ''])
      expect(await call({ address, socketId })).toMatchObject(failsWith('TOO_MANY_REQUESTS'));
    expect(await call({ address: '192.0.2.2' })).toMatchObject(served);
    expect(await call({ address, user: 'alice' })).toMatchObject(served);
  });

  it('counts each socket for itself where no address is known, and strangers over HTTP together', async () => {
    const { call } = testCosts();
    await call({ socketId: 's1', sends: [1, 40_000] });
    await call({ socketId: '', sends: [1, 40_000] });
    expect(await call({ socketId: 's1' })).toMatchObject(failsWith('TOO_MANY_REQUESTS'));
    expect(await call({ socketId: '' })).toMatchObject(failsWith('TOO_MANY_REQUESTS'));
    expect(await call({ socketId: 's2' })).toMatchObject(served);
  });

  it('asks at each call who calls, also where an application gives one object for all', async () => {
    const { call } = testCosts();
    const context = { user: undefined, scopes: [] };
    await call({ socketId: 's1', context, sends: [1, 40_000] });
    expect(await call({ socketId: 's1', context })).toMatchObject(failsWith('TOO_MANY_REQUESTS'));
    expect(await call({ socketId: 's2', context })).toMatchObject(served);
  });

  it('counts all callers of one address together too, and names the limit that takes longer', async () => {
    const { call, clock } = testCosts();
    const address = '192.0.2.1';
    for (const user of ['alice', 'bob', 'carol']) await call({ user, address, sends: [1, packet(24_000)] });
    // In debt by 30,000 at the address; the refused call costs 6,000 more.
    expect(await call({ user: 'dave', address })).toMatchObject(ofAddress(1_200));
    expect(await call({ user: 'dave', address: '192.0.2.2' })).toMatchObject(served);
    await call({ user: 'erin', address: '192.0.2.3', sends: [1, packet(50_000)] });
    expect(await call({ user: 'erin', address })).toMatchObject(ofCaller(2_200));
    await clock.advance(1_400);
    expect(await call({ user: 'dave', address })).toMatchObject(served);
  });

  it('charges refused calls with what they bring, yet for no debt that is deeper than a bucket', async () => {
    const { call, clock } = testCosts();
    expect(await call({ event: 'post:short', bytes: packet(41_000) })).toMatchObject(
      failsWith('PAYLOAD_TOO_LARGE'),
    );
    for (let count = 0; count < 100; count++) await call();
    expect(await call()).toMatchObject(ofCaller(4_000));
    await clock.advance(4_000);
    expect(await call()).toMatchObject(served);
  });

  it('makes no debt smaller by refusing, either', async () => {
    const { call } = testCosts();
    await call({ sends: [1, packet(134_000)] });
    expect(await call()).toMatchObject(ofCaller(10_000));
    expect(await call()).toMatchObject(ofCaller(10_000));
  });

  it('names no setting where it was given none', async () => {
    const clock = createFakeClock();
    const rate = { bytesPerSecond: 1_000, burst: 1 };
    const costs = new CallCosts({ perCaller: rate, perAddress: rate, clock });
    const caller = { socket: 's1', user: undefined };
    costs.take(caller, 1_000, 0);
    const message = /^Over 1000 bytes a second, counted once for each receiver: try again in \d+ ms\.$/;
    expect(costs.take(caller, 0, 0)?.message).toMatch(message);
  });

  it('remembers a bounded number of callers, and the debt of those that call', () => {
    const costs = new CallCosts({ ...LIMITS, clock: createFakeClock() }, 3);
    const take = (user: string) => costs.take({ socket: user, user, address: user }, 90_000, 0);
    take('debtor');
    for (let count = 0; count < 100; count++) {
      expect(take('debtor')?.code).toBe('TOO_MANY_REQUESTS');
      take(`caller ${count}`);
    }
    expect(costs.size).toBe(6);
  });

  it('forgets who has paid back, and nobody earlier', async () => {
    const { call, clock, costs } = testCosts();
    await call({ user: 'alice', sends: [1, packet(114_000)] });
    await clock.advance(7_500);
    expect(await call({ user: 'alice' })).toMatchObject(ofCaller(1_100));
    await clock.advance(20_000);
    expect((costs as CallCosts).size).toBe(0);
  });

  it.each([
    [{ bytesPerSecond: 0, burst: 1 }, /perCaller\.bytesPerSecond must be a whole number/],
    [{ bytesPerSecond: 1.5, burst: 1 }, /perCaller\.bytesPerSecond must be a whole number/],
    [{ bytesPerSecond: 1, burst: Number.NaN }, /perCaller\.burst must be a whole number/],
  ])('takes no limit like %j', (perCaller, message) => {
    expect(() => createCallCosts({ ...LIMITS, perCaller })).toThrow(message);
  });
});
