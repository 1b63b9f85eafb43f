import { fail, ok } from '@switchboard/contract';
import { expect, it } from 'vitest';
import type { LinkAnswer, LinkMessage, ReceivedMessage, SentMessage } from '../links/link.ts';
import type { Entry } from './entry.ts';
import { TrafficLog } from './traffic-log.ts';

/** A log whose frames come when the test says so. */
function manualLog(capacity = 10): { log: TrafficLog; frame: () => void; told: () => number } {
  let flush: (() => void) | undefined;
  let notifications = 0;
  const log = new TrafficLog(capacity, (next) => {
    flush = next;
  });
  log.subscribe(() => {
    notifications += 1;
  });
  return { log, frame: () => flush?.(), told: () => notifications };
}

const call = (): SentMessage => ({ kind: 'call', at: 1, event: 'a:b', args: [] });

const answered = (part: Partial<LinkAnswer> = {}): LinkAnswer => ({
  at: 2,
  latency: 5,
  by: 'server',
  args: [ok(1)],
  reply: ok(1),
  outcome: 'OK',
  issues: [],
  ...part,
});

const settled = (sent: SentMessage, part?: Partial<LinkAnswer>): LinkMessage => ({
  kind: 'settled',
  sent,
  answer: answered(part),
});

const event = (name: string, part: Partial<ReceivedMessage> = {}): ReceivedMessage => ({
  kind: 'event',
  at: 3,
  event: name,
  args: [1],
  issues: [],
  ...part,
});

const WRONG = { issues: [{ path: [], message: 'wrong' }] };

it('puts a reply to its call, also when other things and the same call of another client came between', () => {
  const { log, frame } = manualLog();
  const ofAlice = call();
  log.add('alice', ofAlice);
  log.add('bob', call());
  log.add('bob', event('x:y'));
  log.add('alice', settled(ofAlice));
  frame();
  const [first, second, third, ...rest] = log.getSnapshot().entries;
  expect(first).toMatchObject({
    clientId: 'alice',
    kind: 'call',
    answer: {
      reply: { ok: true, data: 1 },
      args: [{ ok: true, data: 1 }],
      by: 'server',
      latency: 5,
      after: 2,
    },
  });
  expect(second).toMatchObject({ clientId: 'bob', kind: 'call' });
  expect(second).not.toHaveProperty('answer');
  expect(third).toMatchObject({ kind: 'event', event: 'x:y' });
  expect(rest).toEqual([]);
});

it('notifies once a frame, however much came in', () => {
  const { log, frame, told } = manualLog(100);
  const before = log.getSnapshot();
  for (let count = 0; count < 50; count++) log.add('alice', event('x:y'));
  expect(told()).toBe(0);
  expect(log.getSnapshot()).toBe(before);
  frame();
  expect(told()).toBe(1);
  expect(log.getSnapshot().entries).toHaveLength(50);
});

const HERE = { contract: 'chat', url: 'http://a', path: '/socket.io/' };

it('counts what went each way, what broke the contract, and what it had to drop', () => {
  const { log, frame } = manualLog(3);
  const wrong = call();
  log.add('alice', wrong, HERE);
  log.add('alice', settled(wrong, WRONG), HERE);
  log.add('alice', event('x:y'), HERE);
  log.add('alice', event('x:y', WRONG), HERE);
  log.add('bob', event('z:z'), HERE);
  frame();
  const { sent, received, countsAt, dropped } = log.getSnapshot();
  expect({ sent, received, dropped }).toEqual({ sent: 1, received: 3, dropped: 1 });
  expect(countsAt(HERE).sent.get('a:b')).toEqual({ total: 1, violations: 1 });
  expect(countsAt(HERE).received.get('x:y')).toEqual({ total: 2, violations: 1 });
});

it('brings back what was cleared with its counters, and with the replies that came since', () => {
  const { log, frame } = manualLog();
  const sent = call();
  log.add('alice', sent, HERE);
  const undo = log.clear();
  log.add('alice', event('x:y'), HERE);
  log.add('alice', settled(sent));
  frame();
  expect(log.getSnapshot().entries).toMatchObject([{ kind: 'event' }]);
  // The names stay: without a contract they are what one can pick.
  expect(log.getSnapshot().countsAt(HERE).sent.get('a:b')).toEqual({ total: 0, violations: 0 });
  // What was cleared and comes back is no traffic of now.
  expect(log.getSnapshot()).toMatchObject({ sent: 1, received: 1 });
  undo();
  undo();
  frame();
  const { entries, sent: counted, received, countsAt } = log.getSnapshot();
  expect(entries).toMatchObject([{ kind: 'call', answer: { reply: { data: 1 } } }, { kind: 'event' }]);
  expect([counted, received]).toEqual([1, 1]);
  expect(countsAt(HERE).sent.get('a:b')?.total).toBe(1);
});

it('reports the reply to a call that was dropped, as a recording may hold it', () => {
  const { log } = manualLog(1);
  const sent = call();
  log.add('alice', sent);
  log.add('alice', event('x:y'));
  const reported: unknown[] = [];
  log.onEntry((entry) => reported.push(entry));
  log.add('alice', settled(sent));
  expect(reported).toMatchObject([{ id: 0, answer: { latency: 5 } }]);
  expect(log.entries()).toMatchObject([{ kind: 'event' }]);
});

it('shows an answer that is no reply as it came, and none where the client made the reply', () => {
  const { log } = manualLog();
  const [bare, lost] = [call(), call()];
  const invalid = fail({ code: 'REPLY_INVALID', message: '', data: undefined });
  log.add('alice', bare);
  log.add('alice', settled(bare, { reply: invalid, args: ['bare value', 7] }));
  log.add('alice', lost);
  log.add('alice', settled(lost, { by: 'client', args: [] }));
  expect(log.entries()).toMatchObject([
    { args: [], answer: { by: 'server', args: ['bare value', 7] } },
    { answer: { by: 'client', args: [] } },
  ]);
});

it('reports each entry at once when it is new, and a call again once it has its reply', () => {
  const { log } = manualLog();
  const told: unknown[] = [];
  const stop = log.onEntry((entry) => told.push(entry));
  const sent = call();
  log.add('alice', sent);
  log.add('alice', event('x:y'));
  log.add('alice', settled(sent));
  stop();
  log.add('alice', event('x:y'));
  expect(told).toMatchObject([
    { id: 0, kind: 'call', event: 'a:b' },
    { id: 1, kind: 'event', event: 'x:y' },
    { id: 0, kind: 'call', event: 'a:b', answer: { reply: { ok: true, data: 1 } } },
  ]);
  expect(told[0]).not.toHaveProperty('answer');
});

it('keeps what fits into its bytes, and counts all the same', () => {
  let flush = (): void => undefined;
  const log = new TrafficLog(
    100,
    (next) => {
      flush = next;
    },
    10_000,
  );
  for (let count = 0; count < 20; count++) log.add('alice', event('x:y', { args: ['x'.repeat(4_000)] }));
  flush();
  const { kept, dropped, received } = log.getSnapshot();
  expect({ kept, dropped, received }).toEqual({ kept: 2, dropped: 18, received: 20 });
});

it('keeps which fields were left out, with what was sent, its reply and events, and counts no breach', () => {
  const { log, frame } = manualLog();
  const sent = { ...call(), dropped: [['x']] };
  log.add('alice', sent, HERE);
  log.add('alice', settled(sent, { dropped: [['data', 'y']] }));
  log.add('alice', event('x:y', { dropped: [['z', 0]] }), HERE);
  frame();
  const { entries, countsAt } = log.getSnapshot();
  const { sent: sentHere, received } = countsAt(HERE);
  expect(entries).toMatchObject([
    { dropped: [['x']], answer: { dropped: [['data', 'y']] } },
    { dropped: [['z', 0]] },
  ]);
  expect([sentHere.get('a:b')?.violations, received.get('x:y')?.violations]).toEqual([0, 0]);
});

it('counts the bytes of frames and replies, too', () => {
  const log = new TrafficLog(100, () => undefined, 10_000);
  const reply = ok('x'.repeat(5_000));
  const big = { reply, args: [reply], frames: ['y'.repeat(4_000)] };
  log.add('alice', event('x:y'));
  const sent = call();
  log.add('alice', sent);
  log.add('alice', settled(sent, big));
  expect(log.entries().map(({ kind }) => kind)).toEqual(['event', 'call']);
  log.add('alice', event('x:y', { frames: [new Uint8Array(4_000)] }));
  expect(log.entries().map(({ id }) => id)).toEqual([2]);
});

it('keeps fewer where its capacity shrinks', () => {
  const { log, frame } = manualLog(10);
  for (let count = 0; count < 10; count++) log.add('alice', event('x:y'));
  log.setCapacity(4);
  frame();
  expect(log.getSnapshot()).toMatchObject({ kept: 4, capacity: 4, dropped: 6, received: 10 });
  expect(log.getSnapshot().entries.map(({ id }) => id)).toEqual([6, 7, 8, 9]);
});

it('notes a late reply at the call that it is of, which keeps its TIMEOUT', () => {
  const { log, frame } = manualLog();
  const timeout = fail({ code: 'TIMEOUT', message: 'Too late.', data: undefined });
  const [ofAlice, ofBob] = [call(), call()];
  const late = { at: 9, code: 'OK', latency: 70, args: [ok(1)] };
  const timedOut = { reply: timeout, by: 'client', args: [], outcome: 'TIMEOUT' } as const;
  log.add('alice', ofAlice, HERE);
  log.add('bob', ofBob, HERE);
  log.add('alice', settled(ofAlice, timedOut));
  log.add('bob', settled(ofBob));
  log.add('alice', settled(ofAlice, { ...timedOut, ...WRONG, late }));
  frame();
  expect(log.getSnapshot().entries).toMatchObject([
    { clientId: 'alice', answer: { reply: timeout, after: 1, late } },
    { clientId: 'bob', answer: { reply: ok(1) } },
  ]);
  expect(log.getSnapshot().countsAt(HERE).sent.get('a:b')?.violations).toBe(0);
});

it('puts the answer of the user to its event, and reports the event again', () => {
  const { log } = manualLog();
  const seen: Entry[] = [];
  log.onEntry((entry) => seen.push(entry));
  const question = event('ask', { wantsAnswer: true });
  log.add('alice', question);
  const answer = answered({ by: 'user', args: ['yes'] });
  log.add('alice', { kind: 'answered', received: question, answer });
  log.add('alice', { kind: 'answered', received: event('never asked'), answer });
  expect(seen.slice(1)).toEqual([{ ...question, id: 0, clientId: 'alice', answer: { ...answer, after: 0 } }]);
  expect(log.entries()).toEqual(seen.slice(1));
});

it('counts what was kept over a reload, and numbers it anew', () => {
  const entry = (id: number): Entry => ({ ...event('x:y'), id, clientId: 'alice' });
  const sent: Entry = { ...call(), id: 9, clientId: 'alice', answer: { ...answered(), after: 10 } };
  const { log, frame } = manualLog();
  log.restore([entry(7), sent, entry(10)]);
  log.add('bob', event('z:z'));
  expect(log.entries()).toMatchObject([
    { id: 0, kind: 'event' },
    { id: 1, kind: 'call', answer: { after: 2 } },
    { id: 2, kind: 'event' },
    { id: 3, event: 'z:z' },
  ]);
  expect(log.get(1)).toBe(log.entries()[1]);
  frame();
  expect(log.getSnapshot()).toMatchObject({ sent: 1, received: 3 });
});

it.each(['', ' after Clear'])('ends what waits for the user once its connection is lost%s', (cleared) => {
  const { log } = manualLog();
  const seen: Entry[] = [];
  const connection = { status: 'connected', since: 0, socketId: 'x', transport: 'websocket' } as const;
  const waits = { ...event('ask', { wantsAnswer: true }), at: Date.now() - 1_000 };
  const done = event('ask', { wantsAnswer: true });
  log.add('alice', waits);
  log.add('alice', done);
  log.add('alice', { kind: 'answered', received: done, answer: answered({ by: 'user' }) });
  log.add('alice', event('said'));
  log.add('bob', event('ask', { wantsAnswer: true }));
  const [, ...others] = log.entries();
  log.onEntry((entry) => seen.push(entry));
  const undo = cleared ? log.clear() : undefined;
  const lost = { status: 'disconnected', since: 0 } as const;
  log.addState('alice', lost, connection);
  log.addState('alice', connection, lost);
  undo?.();
  const ended = {
    id: 0,
    answer: { by: 'client', outcome: 'disconnected', args: [], at: expect.any(Number) },
  };
  expect(seen).toMatchObject([ended, { kind: 'state' }, { kind: 'state' }]);
  expect(seen[0]).toMatchObject({ answer: { explanation: 'The connection was lost before you answered.' } });
  expect(log.entries().slice(1, 4)).toEqual(others);
});
