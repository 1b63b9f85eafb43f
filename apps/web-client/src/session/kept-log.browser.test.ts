import { beforeEach, expect, it, onTestFinished } from 'vitest';
import type { ReceivedMessage, SentMessage } from '../links/link.ts';
import { TrafficLog } from '../traffic/traffic-log.ts';
import { dropTimeline, keepsTimeline, keepTimeline, setKeepsTimeline } from './kept-log.ts';

const LOGIN: SentMessage = { kind: 'call', at: 1, event: 'session:login', args: [{ name: 'Alice' }] };
const NOTICE: ReceivedMessage = {
  kind: 'event',
  at: 2,
  event: 'system:notice',
  args: [{ text: 'hi', bytes: Uint8Array.of(1, 2) }],
  issues: [],
};

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

/** The log of a page of this tab, and what the browser does when the page goes. */
function loadPage(): { log: TrafficLog; leave: () => void } {
  const log = new TrafficLog(10_000, () => undefined);
  const stop = keepTimeline(log);
  onTestFinished(stop);
  const leave = (): void => {
    dispatchEvent(new Event('pagehide'));
    stop();
  };
  return { log, leave };
}

it('restores the timeline of this tab, without secrets, and what can no longer be answered', () => {
  const { log, leave } = loadPage();
  log.add('a', LOGIN);
  const reply = { ok: true, data: { user: { id: 'u1', name: 'Alice' }, token: 'tok-123' } } as const;
  const answer = {
    at: 2,
    latency: 1,
    by: 'server',
    args: [reply],
    reply,
    outcome: 'OK',
    issues: [],
  } as const;
  log.add('a', { kind: 'settled', sent: LOGIN, answer });
  log.add('a', NOTICE);
  log.add('a', { ...LOGIN, event: 'room:list', args: [] });
  log.add('a', { ...NOTICE, event: 'ask', wantsAnswer: true });
  leave();
  expect(JSON.stringify({ ...sessionStorage })).not.toContain('tok-123');
  const { log: restored } = loadPage();
  restored.add('a', NOTICE);
  expect(restored.entries()).toMatchObject([
    { event: 'session:login', answer: { reply: { data: { token: '•••' } } } },
    { event: 'system:notice', args: NOTICE.args },
    { event: 'room:list', answer: { by: 'client', outcome: 'reloaded' } },
    { event: 'ask', answer: { by: 'client', outcome: 'reloaded' } },
    { id: 4, event: 'system:notice' },
  ]);
});

it('keeps the newest of a long timeline, and nothing where that is switched off', () => {
  const { log, leave } = loadPage();
  for (let count = 0; count < 3_000; count++) log.add('a', { ...NOTICE, args: [count] });
  leave();
  const { log: restored, leave: leaveAgain } = loadPage();
  expect(restored.entries()).toHaveLength(2_000);
  expect(restored.entries().at(-1)).toMatchObject({ args: [2_999] });
  setKeepsTimeline(false);
  leaveAgain();
  expect(keepsTimeline()).toBe(false);
  expect(loadPage().log.entries()).toEqual([]);
});

it('keeps the rest where one event nests thousands of levels deep, or looks like binary', () => {
  const { log, leave } = loadPage();
  const nest = (levels: number, inner: unknown): unknown =>
    Array.from({ length: levels }).reduce((value) => [value], inner);
  log.add('a', NOTICE);
  log.add('a', { ...NOTICE, args: [nest(3_000, 0)] });
  log.add('a', { ...NOTICE, args: [{ $bytes: 'not base64' }] });
  // Around the deepest that JSON takes.
  for (let levels = 55; levels < 66; levels++) {
    const reply = { ok: true, data: nest(levels, 0) } as const;
    const call = { ...LOGIN, args: [levels] };
    const answer = {
      at: 2,
      latency: 1,
      by: 'server',
      args: [reply],
      reply,
      outcome: 'OK',
      issues: [],
    } as const;
    log.add('a', call);
    log.add('a', { kind: 'settled', sent: call, answer });
  }
  leave();
  const [first, second, ...calls] = loadPage().log.entries();
  expect(first).toMatchObject({ args: NOTICE.args });
  expect(second).toMatchObject({ args: [{ $bytes: 'not base64' }] });
  expect(calls.length).toBeGreaterThan(3);
});

it('keeps what it kept once: binary, large integers, offsets, and data that looks like a mark', () => {
  const args = [
    { $secret: 1 },
    { $$secret: { $secret: -2 } },
    { $integer: '5' },
    { $$bytes: [{ $bytes: 'aGk=' }] },
    { sum: -9_007_199_254_740_993n, bytes: Uint8Array.of(1, 2) },
    'offset',
  ];
  const { log, leave } = loadPage();
  log.add('a', { ...NOTICE, event: 'raw', args, hasOffset: true });
  leave();
  for (let reload = 0; reload < 2; reload++) {
    const page = loadPage();
    expect(page.log.entries()).toMatchObject([{ event: 'raw', args, hasOffset: true }]);
    page.leave();
  }
});

const EVENT = { kind: 'event', id: 0, at: 1, clientId: 'a', event: 'kept', args: [] };

it('drops what does not fit the format, as another build may have written it, and keeps the rest', () => {
  const entries = [
    null,
    { kind: 'call' },
    { ...EVENT, args: 'none' },
    { ...EVENT, args: [{ $bytes: '?' }] },
    { ...EVENT, place: 'http://a' },
    { ...EVENT, answer: { outcome: 'OK' } },
    { ...EVENT, kind: 'state', state: { status: 'connected' } },
    { ...EVENT, kind: 'state', state: { status: 'refused', since: 0 } },
    EVENT,
  ];
  sessionStorage.setItem('switchboard.timeline', JSON.stringify({ version: 3, entries }));
  expect(loadPage().log.entries()).toEqual([{ ...EVENT, issues: [] }]);
});

it('keeps the others where one is too large', () => {
  const { log, leave } = loadPage();
  log.add('a', { ...NOTICE, event: 'before' });
  log.add('a', { ...NOTICE, args: ['x'.repeat(1_100_000)], frames: ['x'.repeat(1_100_000)] });
  log.add('a', { ...NOTICE, event: 'after' });
  leave();
  expect(loadPage().log.entries()).toMatchObject([{ event: 'before' }, { event: 'after' }]);
});

it('keeps the names that were seen, also where the timeline was cleared', () => {
  const place = { contract: 'raw', url: 'http://a', path: '/socket.io/' };
  const { log, leave } = loadPage();
  log.add('a', { ...LOGIN, event: 'sum' }, place);
  log.add('a', { ...NOTICE, event: 'welcome' }, place);
  log.add('a', { ...NOTICE, event: 'x'.repeat(10_000) }, place);
  log.clear();
  leave();
  const { log: restored, leave: leaveAgain } = loadPage();
  const { sent, received } = restored.getSnapshot().countsAt(place);
  expect([[...sent], [...received]]).toEqual([
    [['sum', { total: 0, violations: 0 }]],
    [['welcome', { total: 0, violations: 0 }]],
  ]);
  for (let count = 0; count < 3_000; count++)
    restored.add('a', { ...NOTICE, event: `event ${count}` }, place);
  restored.clear();
  leaveAgain();
  const names = [...loadPage().log.getSnapshot().countsAt(place).received.keys()];
  expect(names).toHaveLength(500);
  expect(names.at(-1)).toBe('event 2999');
});

it('keeps the entries where the names are not what they should be', () => {
  sessionStorage.setItem(
    'switchboard.timeline',
    JSON.stringify({ version: 3, entries: [EVENT], names: { here: 7 } }),
  );
  expect(loadPage().log.entries()).toHaveLength(1);
});

it('keeps nothing of a page whose timeline was dropped, and goes on with the next', () => {
  const { log, leave } = loadPage();
  log.add('a', NOTICE);
  dropTimeline();
  leave();
  const { log: next, leave: leaveAgain } = loadPage();
  expect(next.entries()).toEqual([]);
  next.add('a', NOTICE);
  leaveAgain();
  expect(loadPage().log.entries()).toHaveLength(1);
});

it('reads no more than it keeps', () => {
  const entries = Array.from({ length: 5_000 }, (_, id) => ({ ...EVENT, id }));
  sessionStorage.setItem('switchboard.timeline', JSON.stringify({ version: 3, entries }));
  expect(loadPage().log.entries()).toHaveLength(2_000);
});

it.each(['7', '{', 'null', JSON.stringify([EVENT]), JSON.stringify({ version: 1, entries: [EVENT] })])(
  'starts empty over a storage that holds %s',
  (stored) => {
    sessionStorage.setItem('switchboard.timeline', stored);
    expect(loadPage().log.entries()).toEqual([]);
  },
);
