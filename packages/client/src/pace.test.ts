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
    outbox.post({ cost: () => 1, send: () => times.push(performance.now() - start) });
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
    const outbox = new Outbox(() => true, paced({ ...LIMITS, maxPacketsPerSecond: 10 }));
    for (const cost of [9, 1]) outbox.post({ cost: () => cost, send: () => sent.push(cost) });
    expect(sent).toEqual([9]);
    vi.advanceTimersByTime(900);
    expect(sent).toEqual([9]);
    vi.advanceTimersByTime(200);
    expect(sent).toEqual([9, 1]);
  });

  it('starts anew with a new connection', () => {
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
    for (let i = 0; i < 60; i++) outbox.post({ cost: () => 1, send: () => sent.push(i) });
    expect(sent).toEqual([]);
    isOpen = true;
    outbox.flush();
    outbox.post({ cost: () => 1, send: () => sent.push(60) });
    vi.advanceTimersByTime(5_000);
    expect(sent).toEqual(Array.from({ length: 61 }, (_, index) => index));
  });

  it('sends nothing that was withdrawn or cleared, and keeps no timer for it', () => {
    const pace = new Pace();
    pace.limits = { ...LIMITS, maxPacketsPerSecond: 2 };
    const sent: string[] = [];
    const outbox = new Outbox(() => true, pace);
    const parcel = (name: string) => ({ cost: () => 1, send: () => sent.push(name) });
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
    const pace = new Pace();
    pace.limits = LIMITS;
    const outbox = new Outbox(() => true, pace);
    for (let i = 0; i < 15; i++) outbox.note();
    const sent: number[] = [];
    for (let i = 0; i < 10; i++) outbox.post({ cost: () => 1, send: () => sent.push(i) });
    expect(sent).toHaveLength(5);
  });
});
