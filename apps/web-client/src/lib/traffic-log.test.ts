import type { InspectedTraffic } from '@switchboard/client/devtools';
import { fail, ok } from '@switchboard/contract';
import { expect, it } from 'vitest';
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

type Call = Extract<InspectedTraffic, { kind: 'call' | 'send' }>;
type Reply = Extract<InspectedTraffic, { kind: 'reply' }>;

const call = (number: number): Call => ({
  kind: 'call',
  at: 1,
  call: number,
  event: 'a:b',
  payload: null,
  issues: [],
});
const reply = (number: number, sent: Call | undefined, message?: string): Reply => ({
  kind: 'reply',
  at: 2,
  call: number,
  event: 'a:b',
  reply: ok(number),
  raw: [ok(number)],
  latency: 5,
  by: 'server',
  ...(sent && { sent }),
  issues: message ? [{ path: [], message }] : [],
});
const event = (name: string, message?: string): InspectedTraffic => ({
  kind: 'event',
  at: 3,
  event: name,
  payload: 1,
  issues: message ? [{ path: [], message }] : [],
});

it('puts a reply to its call, also when other things and the same call of another client came between', () => {
  const { log, frame } = manualLog();
  const ofAlice = call(1);
  log.addTraffic('alice', ofAlice);
  log.addTraffic('bob', call(1));
  log.addTraffic('bob', event('x:y'));
  log.addTraffic('alice', reply(1, ofAlice));
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
  for (let count = 0; count < 50; count++) log.addTraffic('alice', event('x:y'));
  expect(told()).toBe(0);
  expect(log.getSnapshot()).toBe(before);
  frame();
  expect(told()).toBe(1);
  expect(log.getSnapshot().entries).toHaveLength(50);
});

it('counts what went each way, what broke the contract, and what it had to drop', () => {
  const { log, frame } = manualLog(3);
  const wrong = call(1);
  log.addTraffic('alice', wrong);
  log.addTraffic('alice', reply(1, wrong, 'wrong'));
  log.addTraffic('alice', event('x:y'));
  log.addTraffic('alice', event('x:y', 'wrong'));
  log.addTraffic('bob', event('z:z'));
  frame();
  const { sent, received, sentByEvent, receivedByEvent, dropped } = log.getSnapshot();
  expect({ sent, received, dropped }).toEqual({ sent: 1, received: 3, dropped: 1 });
  expect(sentByEvent.get('a:b')).toEqual({ total: 1, violations: 1 });
  expect(receivedByEvent.get('x:y')).toEqual({ total: 2, violations: 1 });
});

it('brings back what was cleared with its counters, and with the replies that came since', () => {
  const { log, frame } = manualLog();
  const sent = call(1);
  log.addTraffic('alice', sent);
  const undo = log.clear();
  log.addTraffic('alice', event('x:y'));
  log.addTraffic('alice', reply(1, sent));
  frame();
  expect(log.getSnapshot().entries).toMatchObject([{ kind: 'event' }]);
  undo();
  undo();
  frame();
  const { entries, sent: counted, received } = log.getSnapshot();
  expect(entries).toMatchObject([{ kind: 'call', answer: { reply: { data: 1 } } }, { kind: 'event' }]);
  expect([counted, received]).toEqual([1, 1]);
});

it('reports the reply to a call that was dropped, as a recording may hold it', () => {
  const { log } = manualLog(1);
  const sent = call(1);
  log.addTraffic('alice', sent);
  log.addTraffic('alice', event('x:y'));
  const reported: unknown[] = [];
  log.onEntry((entry) => reported.push(entry));
  log.addTraffic('alice', reply(1, sent));
  expect(reported).toMatchObject([{ id: 0, answer: { latency: 5 } }]);
  expect(log.entries()).toMatchObject([{ kind: 'event' }]);
});

it('shows an answer that is no reply as it came, and none where the client made the reply', () => {
  const { log } = manualLog();
  const [bare, lost] = [call(1), call(2)];
  const reply1 = { ...reply(1, bare), reply: fail({ code: 'REPLY_INVALID', message: '', data: undefined }) };
  const { raw: _, ...made } = reply(2, lost);
  log.addTraffic('alice', bare);
  log.addTraffic('alice', { ...reply1, raw: ['bare value', 7] });
  log.addTraffic('alice', lost);
  log.addTraffic('alice', { ...made, by: 'client' });
  expect(log.entries()).toMatchObject([
    { args: [], answer: { by: 'server', args: ['bare value', 7] } },
    { answer: { by: 'client', args: [] } },
  ]);
});

it('reports each entry at once when it is new, and a call again once it has its reply', () => {
  const { log } = manualLog();
  const told: unknown[] = [];
  const stop = log.onEntry((entry) => told.push(entry));
  const sent = call(1);
  log.addTraffic('alice', sent);
  log.addTraffic('alice', event('x:y'));
  log.addTraffic('alice', reply(1, sent));
  stop();
  log.addTraffic('alice', event('x:y'));
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
  for (let count = 0; count < 20; count++)
    log.addTraffic('alice', { kind: 'event', at: 1, event: 'x:y', payload: 'x'.repeat(4_000), issues: [] });
  flush();
  const { kept, dropped, received } = log.getSnapshot();
  expect({ kept, dropped, received }).toEqual({ kept: 2, dropped: 18, received: 20 });
});

it('keeps which fields were left out, with what was sent, its reply and events, and counts no breach', () => {
  const { log, frame } = manualLog();
  const sent = { ...call(1), dropped: [['x']] };
  log.addTraffic('alice', sent);
  log.addTraffic('alice', { ...reply(1, sent), dropped: [['data', 'y']] });
  log.addTraffic('alice', { ...event('x:y'), dropped: [['z', 0]] });
  frame();
  const { entries, sentByEvent, receivedByEvent } = log.getSnapshot();
  expect(entries).toMatchObject([
    { dropped: [['x']], answer: { dropped: [['data', 'y']] } },
    { dropped: [['z', 0]] },
  ]);
  expect([sentByEvent.get('a:b')?.violations, receivedByEvent.get('x:y')?.violations]).toEqual([0, 0]);
});

it('counts the bytes of frames and replies, too', () => {
  const log = new TrafficLog(100, () => undefined, 10_000);
  const big = { reply: ok('x'.repeat(5_000)), frames: ['y'.repeat(4_000)] };
  log.addTraffic('alice', event('x:y'));
  const sent = call(1);
  log.addTraffic('alice', sent);
  log.addTraffic('alice', { ...reply(1, sent), ...big });
  expect(log.entries().map(({ kind }) => kind)).toEqual(['event', 'call']);
  log.addTraffic('alice', { ...event('x:y'), frames: [new Uint8Array(4_000)] } as InspectedTraffic);
  expect(log.entries().map(({ id }) => id)).toEqual([2]);
});

it('keeps fewer where its capacity shrinks', () => {
  const { log, frame } = manualLog(10);
  for (let count = 0; count < 10; count++) log.addTraffic('alice', event('x:y'));
  log.setCapacity(4);
  frame();
  expect(log.getSnapshot()).toMatchObject({ kept: 4, capacity: 4, dropped: 6, received: 10 });
  expect(log.getSnapshot().entries.map(({ id }) => id)).toEqual([6, 7, 8, 9]);
});

it('notes a late reply at the call that it is of, which keeps its TIMEOUT', () => {
  const { log, frame } = manualLog();
  const timeout = fail({ code: 'TIMEOUT', message: 'Too late.', data: undefined });
  const [ofAlice, ofBob] = [call(1), call(1)];
  const late = { at: 9, call: 1, event: 'a:b', sent: ofAlice, raw: [ok(1)], code: 'OK', latency: 70 };
  log.addTraffic('alice', ofAlice);
  log.addTraffic('bob', ofBob);
  log.addTraffic('alice', { ...reply(1, ofAlice), reply: timeout, by: 'client' });
  log.addTraffic('bob', reply(1, ofBob));
  log.addLate('alice', late);
  log.addLate('bob', { ...late, sent: call(1) });
  frame();
  expect(log.getSnapshot().entries).toMatchObject([
    {
      clientId: 'alice',
      answer: { reply: timeout, late: { at: 9, code: 'OK', latency: 70, args: [ok(1)] } },
    },
    { clientId: 'bob', answer: { reply: ok(1) } },
  ]);
  expect(log.getSnapshot().entries[1]).not.toHaveProperty('answer.late');
});
