import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Outbox } from './outbox.ts';
import { Pace } from './pace.ts';

const LIMITS = { maxPacketsPerSecond: 100, bytesPerPacket: 65_536 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Sends so many packets that count as one; gives when each was sent, in milliseconds from now. */
function sendAll(count: number, pace: Pace) {
  const start = performance.now();
  const times: number[] = [];
  const outbox = new Outbox(() => true, pace);
  for (let i = 0; i < count; i++) {
    const send = (): void => {
      pace.spend(1);
      times.push(performance.now() - start);
    };
    outbox.post({ cost: () => 1, send });
  }
  return { times, outbox };
}

function paced(limits = LIMITS): Pace {
  const pace = new Pace();
  pace.limits = limits;
  return pace;
}

describe('a pace', () => {
  it('is none where the server announced no limit', () => {
    expect(sendAll(10_000, new Pace()).times).toHaveLength(10_000);
  });

  it('lets few packets go at once', () => {
    expect(sendAll(20, paced()).times).toEqual(Array.from({ length: 20 }, () => 0));
  });

  it('is no more than the limit in any second and a stall of as long before it, and not far below it', () => {
    const { times } = sendAll(500, paced());
    vi.advanceTimersByTime(20_000);
    expect(times).toHaveLength(500);
    const within = (ms: number) =>
      Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + ms).length));
    expect(within(1_000)).toBeLessThanOrEqual(100);
    expect(times.at(-1)).toBeLessThan(6_200);
  });

  it('lets a packet go that counts for more than may go at once, and then waits longer', () => {
    const sent: number[] = [];
    const pace = paced({ ...LIMITS, maxPacketsPerSecond: 10 });
    const outbox = new Outbox(() => true, pace);
    const send = (cost: number) => (): void => {
      pace.spend(cost * LIMITS.bytesPerPacket);
      sent.push(cost);
    };
    for (const cost of [9, 1]) outbox.post({ cost: () => cost, send: send(cost) });
    expect(sent).toEqual([9]);
    vi.advanceTimersByTime(900);
    expect(sent).toEqual([9]);
    vi.advanceTimersByTime(200);
    expect(sent).toEqual([9, 1]);
  });

  it('is below the limit again soon after a packet beyond it, with limits that nobody can keep, too', () => {
    const pace = paced({ maxPacketsPerSecond: 1, bytesPerPacket: 1 });
    pace.spend(10_000_000);
    expect(pace.waitFor(1)).toBeLessThanOrEqual(2_500);
  });

  it('is one for all that announce it: only the first one starts it', () => {
    const pace = paced();
    pace.spend(15 * LIMITS.bytesPerPacket);
    pace.limits = LIMITS;
    expect(sendAll(10, pace).times).toHaveLength(5);
  });

  it('begins again with a new connection', () => {
    const pace = paced();
    const { times, outbox } = sendAll(100, pace);
    expect(times).toHaveLength(20);
    pace.restart();
    outbox.flush();
    expect(times).toHaveLength(40);
  });
});

describe('an outbox', () => {
  it('keeps the order, whatever waits for the connection or the pace', () => {
    const pace = new Pace();
    pace.limits = LIMITS;
    let isOpen = false;
    const sent: number[] = [];
    const outbox = new Outbox(() => isOpen, pace);
    const parcel = (number: number) => ({
      cost: () => 1,
      send: () => {
        pace.spend(1);
        sent.push(number);
      },
    });
    for (let i = 0; i < 60; i++) outbox.post(parcel(i));
    expect(sent).toEqual([]);
    isOpen = true;
    outbox.flush();
    outbox.post(parcel(60));
    vi.advanceTimersByTime(5_000);
    expect(sent).toEqual(Array.from({ length: 61 }, (_, index) => index));
  });

  it('sends nothing that was withdrawn or cleared, and keeps no timer for it', () => {
    const pace = new Pace();
    pace.limits = { ...LIMITS, maxPacketsPerSecond: 2 };
    const sent: string[] = [];
    const outbox = new Outbox(() => true, pace);
    const parcel = (name: string) => ({
      cost: () => 1,
      send: () => {
        pace.spend(1);
        sent.push(name);
      },
    });
    const second = parcel('second');
    for (const each of [parcel('first'), second, parcel('third')]) outbox.post(each);
    outbox.withdraw(second);
    vi.advanceTimersByTime(2_000);
    expect(sent).toEqual(['first', 'third']);
    outbox.post(parcel('fourth'));
    outbox.post(parcel('fifth'));
    outbox.clear();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(2_000);
    expect(sent.filter((name) => name === 'fifth')).toEqual([]);
  });

  it('counts what others send on the connection', () => {
    const pace = paced();
    for (let i = 0; i < 15; i++) pace.spend(1);
    const { times } = sendAll(10, pace);
    expect(times).toHaveLength(5);
  });
});
