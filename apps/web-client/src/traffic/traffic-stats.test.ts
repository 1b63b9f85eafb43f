import { expect, it } from 'vitest';
import type { LinkAnswer, LinkMessage, SentMessage } from '../links/link.ts';
import { KEPT_SECONDS, TrafficStats } from './traffic-stats.ts';

const call = (name: string, at: number): SentMessage => ({ kind: 'call', at, event: name, args: [] });
const reply = (name: string, at: number, latency = 5, part: Partial<LinkAnswer> = {}): LinkMessage => ({
  kind: 'settled',
  sent: call(name, at),
  answer: { at, latency, by: 'server', args: [], outcome: 'OK', issues: [], ...part },
});
const event = (name: string, at: number): LinkMessage => ({
  kind: 'event',
  at,
  event: name,
  args: [1],
  issues: [],
});

const NOW = 1_000_000_000;

it('counts what went each way by the second, without the second that still runs', () => {
  const stats = new TrafficStats();
  stats.add('alice', call('a:b', NOW - 2_000));
  stats.add('alice', reply('a:b', NOW - 1_000));
  stats.add('bob', event('x:y', NOW - 1_000));
  stats.add('bob', event('x:y', NOW - 1));
  stats.add('bob', event('x:y', NOW + 1));
  expect(stats.rates({}, { now: NOW + 500, count: 3 })).toEqual([
    { second: NOW / 1_000 - 3, sent: 0, replies: 0, events: 0 },
    { second: NOW / 1_000 - 2, sent: 1, replies: 0, events: 0 },
    { second: NOW / 1_000 - 1, sent: 0, replies: 1, events: 2 },
  ]);
});

it('forgets seconds older than it keeps, and is not misled by their places', () => {
  const stats = new TrafficStats();
  stats.add('alice', event('x:y', NOW));
  const later = NOW + KEPT_SECONDS * 1_000;
  stats.add('alice', event('x:y', later));
  stats.add('alice', event('x:y', NOW));
  const rates = stats.rates({}, { now: later + 1_000, count: KEPT_SECONDS });
  const events = rates.map((row) => row.events);
  expect(events.reduce((sum, count) => sum + count)).toBe(1);
  expect(events.at(-1)).toBe(1);
});

it('gives the latencies by event, and counts calls without a reply of the server apart', () => {
  const stats = new TrafficStats();
  stats.add('alice', reply('a:b', NOW, 10));
  stats.add('bob', reply('a:b', NOW, 20));
  stats.add('bob', reply('a:b', NOW, 10_000, { outcome: 'TIMEOUT', by: 'client' }));
  stats.add('bob', reply('c:d', NOW, 30, { outcome: 'FORBIDDEN' }));
  stats.add('bob', reply('c:d', NOW, 1, { outcome: 'BAD_REQUEST', by: 'client' }));
  const late = { at: NOW, args: [], code: 'OK', latency: 9_000 };
  stats.add('bob', reply('a:b', NOW, 10_000, { outcome: 'TIMEOUT', by: 'client', late }));
  stats.add('bob', event('x:y', NOW));
  const [first, second, ...rest] = stats.latencies({});
  expect(rest).toEqual([]);
  expect(first).toMatchObject({ event: 'a:b', unanswered: 1, latencies: { total: 2, max: 20 } });
  expect(second).toMatchObject({ event: 'c:d', unanswered: 1, latencies: { total: 1 } });
});

it('counts for one client and one event, and begins anew after a reset', () => {
  const stats = new TrafficStats();
  stats.add('alice', reply('a:b', NOW));
  stats.add('bob', reply('a:b', NOW));
  stats.add('bob', reply('c:d', NOW));
  expect(stats.latencies({ clientId: 'alice' }).map((row) => row.event)).toEqual(['a:b']);
  expect(stats.latencies({ event: 'a:b' })).toMatchObject([{ latencies: { total: 2 } }]);
  expect(stats.events()).toEqual(['a:b', 'c:d']);
  stats.reset();
  expect([stats.latencies({}), stats.events()]).toEqual([[], []]);
});

it('does not grow with the number of names that a server makes up, or their length', () => {
  const stats = new TrafficStats();
  for (let number = 0; number < 2_000; number++)
    stats.add('alice', event(`${number} ${'x'.repeat(9_000)}`, NOW - 1_000));
  expect(stats.events()).toHaveLength(301);
  expect(Math.max(...stats.events().map(({ length }) => length))).toBe(200);
  expect(stats.rates({}, { now: NOW, count: 1 })).toMatchObject([{ events: 2_000 }]);
});
