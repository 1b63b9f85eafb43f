import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Outbox } from './outbox.ts';
import { Pace } from './pace.ts';

const LIMITS = { maxPacketsPerSecond: 100, bytesPerPacket: 65_536 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Sends so many packets of cost 1; gives when each was sent, in milliseconds from now, and what to do about it. */
function sendAll(count: number, pace: Pace, onSent: (mark: number) => void = () => {}) {
  const start = performance.now();
  const times: number[] = [];
  const outbox = new Outbox(() => true, pace);
  for (let i = 0; i < count; i++) {
    outbox.post({
      cost: 1,
      send: (mark) => {
        times.push(performance.now() - start);
        onSent(mark);
      },
    });
  }
  return { times, outbox };
}

/** The most packets that arrive within so many milliseconds. */
function mostWithin(ms: number, times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + ms).length));
}

describe('a pace', () => {
  it('is none where the server announced no limit', () => {
    expect(sendAll(10_000, new Pace()).times).toHaveLength(10_000);
  });

  it('lets few packets go at once', () => {
    const pace = new Pace();
    pace.limits = LIMITS;
    expect(sendAll(50, pace).times).toEqual(Array.from({ length: 50 }, () => 0));
  });

  it('is below the limit while replies come, and near it', () => {
    const pace = new Pace();
    pace.limits = LIMITS;
    const { times, outbox } = sendAll(500, pace, (mark) =>
      setTimeout(() => {
        pace.arrived(mark);
        outbox.flush();
      }, 20),
    );
    vi.advanceTimersByTime(20_000);
    expect(times).toHaveLength(500);
    expect(
      mostWithin(
        1_000,
        times.filter((at) => at > 1_000),
      ),
    ).toBeLessThanOrEqual(81);
    expect(times.at(-1)).toBeLessThan(6_000);
  });

  it('leaves no more on its way than half of the limit, for a second', () => {
    const pace = new Pace();
    pace.limits = LIMITS;
    const { times } = sendAll(200, pace);
    vi.advanceTimersByTime(999);
    expect(times).toHaveLength(50);
    vi.advanceTimersByTime(10_000);
    expect(times).toHaveLength(200);
    expect(mostWithin(990, times)).toBeLessThanOrEqual(50);
  });

  it('lets a packet go that counts for more than may go at once, and then waits longer', () => {
    const pace = new Pace();
    pace.limits = { ...LIMITS, maxPacketsPerSecond: 10 };
    const sent: number[] = [];
    const outbox = new Outbox(() => true, pace);
    for (const cost of [9, 1]) outbox.post({ cost, send: () => sent.push(cost) });
    expect(sent).toEqual([9]);
    vi.advanceTimersByTime(500);
    expect(sent).toEqual([9]);
    vi.advanceTimersByTime(1_000);
    expect(sent).toEqual([9, 1]);
  });

  it('starts anew with a new connection', () => {
    const pace = new Pace();
    pace.limits = LIMITS;
    const { times, outbox } = sendAll(100, pace);
    expect(times).toHaveLength(50);
    pace.restart();
    outbox.flush();
    expect(times).toHaveLength(100);
  });
});

describe('an outbox', () => {
  it('keeps the order, whatever waits for the connection or the pace', () => {
    const pace = new Pace();
    pace.limits = LIMITS;
    let isOpen = false;
    const sent: number[] = [];
    const outbox = new Outbox(() => isOpen, pace);
    for (let i = 0; i < 60; i++) outbox.post({ cost: 1, send: () => sent.push(i) });
    expect(sent).toEqual([]);
    isOpen = true;
    outbox.flush();
    outbox.post({ cost: 1, send: () => sent.push(60) });
    vi.advanceTimersByTime(5_000);
    expect(sent).toEqual(Array.from({ length: 61 }, (_, index) => index));
  });

  it('sends nothing that was withdrawn or cleared, and keeps no timer for it', () => {
    const pace = new Pace();
    pace.limits = { ...LIMITS, maxPacketsPerSecond: 2 };
    const sent: string[] = [];
    const outbox = new Outbox(() => true, pace);
    const parcel = (name: string) => ({ cost: 1, send: () => sent.push(name) });
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
    for (let i = 0; i < 45; i++) outbox.note();
    const sent: number[] = [];
    for (let i = 0; i < 10; i++) outbox.post({ cost: 1, send: () => sent.push(i) });
    expect(sent).toHaveLength(5);
  });
});
