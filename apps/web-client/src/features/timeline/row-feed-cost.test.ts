import { expect, it, onTestFinished } from 'vitest';
import type { SentMessage } from '../../links/link.ts';
import { answerOf } from '../../traffic/entry.fixture.ts';
import type { Entry, EntrySource } from '../../traffic/entry.ts';
import { TrafficLog } from '../../traffic/traffic-log.ts';
import { EVERYTHING } from './filter.ts';
import { RowFeed } from './row-feed.ts';

const CAPACITY = 10_000;

/** A log, and how many reads of its entries there were: whoever makes a row again reads its entry. */
function watchedLog() {
  const log = new TrafficLog(CAPACITY, () => undefined);
  const reads = { count: 0 };
  const proxies = new WeakMap<Entry, Entry>();
  const watch = (entry: Entry): Entry => {
    const proxy =
      proxies.get(entry) ??
      new Proxy(entry, {
        get(target, key) {
          reads.count += 1;
          return Reflect.get(target, key);
        },
      });
    proxies.set(entry, proxy);
    return proxy;
  };
  const source: EntrySource = {
    get firstId() {
      return log.firstId;
    },
    get nextId() {
      return log.nextId;
    },
    get(id) {
      reads.count += 1;
      const entry = log.get(id);
      return entry && watch(entry);
    },
    subscribe: log.subscribe,
    onEntry: log.onEntry,
  };
  return { log, source, reads };
}

it('a change of a full log costs the rows that changed, and not all of them', () => {
  const { log, source, reads } = watchedLog();
  const feed = new RowFeed(source, EVERYTHING);
  onTestFinished(feed.subscribe(() => undefined));
  const readsOf = (change: () => void): number => {
    change();
    reads.count = 0;
    feed.sync(() => true);
    return reads.count;
  };
  const receive = (times: number): void => {
    for (let time = 0; time < times; time++)
      log.add('alice', { kind: 'event', at: time, event: 'x', args: [time], issues: [] });
  };
  const sent: SentMessage = { kind: 'call', at: 1, event: 'a', args: [] };
  expect(readsOf(() => receive(CAPACITY))).toBeGreaterThan(CAPACITY);
  expect(readsOf(() => receive(10))).toBeLessThan(200);
  readsOf(() => log.add('alice', sent));
  expect(readsOf(() => receive(10))).toBeLessThan(200);
  const answer = answerOf({ ok: true });
  expect(readsOf(() => log.add('alice', { kind: 'settled', sent, answer }))).toBeLessThan(200);
  const { length, matching, at } = feed.getSnapshot();
  expect([length, matching]).toEqual([CAPACITY + 1, CAPACITY]);
  expect(at(length - 11)).toMatchObject({ kind: 'answer', entry: { answer } });
});

it('costs no more where all rows that are shown are changes of connections', () => {
  const { log, source, reads } = watchedLog();
  const feed = new RowFeed(source, { ...EVERYTHING, direction: 'connection' });
  onTestFinished(feed.subscribe(() => undefined));
  const connect = (times: number): void => {
    for (let time = 0; time < times; time++) {
      log.addState('alice', { status: 'disconnected', since: time });
      log.add('alice', { kind: 'event', at: time, event: 'x', args: [], issues: [] });
    }
  };
  connect(CAPACITY);
  feed.sync(() => true);
  connect(10);
  reads.count = 0;
  feed.sync(() => true);
  expect(reads.count).toBeLessThan(400);
  expect(feed.getSnapshot()).toMatchObject({ length: CAPACITY / 2, total: CAPACITY });
});

it('costs nothing where an answer comes to a call that was dropped', () => {
  const { log, source, reads } = watchedLog();
  const feed = new RowFeed(source, EVERYTHING);
  onTestFinished(feed.subscribe(() => undefined));
  const sent: SentMessage = { kind: 'call', at: 1, event: 'a', args: [] };
  log.add('alice', sent);
  for (let time = 0; time < CAPACITY; time++)
    log.add('alice', { kind: 'event', at: time, event: 'x', args: [time], issues: [] });
  feed.sync(() => true);
  log.add('alice', { kind: 'settled', sent, answer: answerOf({ ok: true }) });
  reads.count = 0;
  feed.sync(() => true);
  expect(reads.count).toBeLessThan(200);
});
