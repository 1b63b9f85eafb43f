import { fail, ok } from '@switchboard/contract';
import { expect, it } from 'vitest';
import { registerContracts } from '../contract/contracts.ts';
import { HERE, RAW_HERE } from '../links/destination.fixture.ts';
import type { LinkAnswer, LinkMessage, SentMessage } from '../links/link.ts';
import { OWN, OWN_ADMIN } from '../own/contracts.ts';
import { ContractRecord } from './contract-record.ts';
import { TrafficLog } from './traffic-log.ts';

const sentCall = (event: string, part: Partial<SentMessage> = {}): SentMessage => ({
  kind: 'call',
  at: 1,
  event,
  args: [],
  ...part,
});

function reply(event: string, code?: string, part: Partial<LinkAnswer> = {}, origin?: string): LinkMessage {
  const { reply: answer = code === undefined ? ok({}) : fail({ code, message: code, data: undefined }) } =
    part;
  const sent = sentCall(event, origin === undefined ? {} : { origin });
  const outcome = answer.ok ? 'OK' : answer.error.code;
  const base = {
    at: 1,
    latency: 1,
    by: 'server',
    args: [answer],
    reply: answer,
    outcome,
    issues: [],
  } as const;
  return { kind: 'settled', sent, answer: { ...base, ...part } };
}

function arrival(event: string, message?: string, at = 1): LinkMessage {
  const issues = message === undefined ? [] : [{ path: ['a'], message }];
  return { kind: 'event', at, event, args: [{ at }], issues };
}

it('counts calls by what came back, sends when they leave, and arrivals', () => {
  const record = new ContractRecord();
  record.add('a', sentCall('room:join'), HERE);
  record.add('a', reply('room:join'), HERE);
  record.add('a', reply('room:join', 'ROOM_FULL'), HERE);
  record.add('b', reply('room:join', 'ROOM_FULL', { issues: [{ path: [], message: 'bad data' }] }), HERE);
  record.add('b', sentCall('typing:set', { kind: 'send' }), HERE);
  record.add('b', arrival('room:joined'), HERE);
  record.add('b', arrival('room:joined', 'bad'), HERE);
  const { calls, arrivals } = record.of(HERE);
  expect(calls.get('room:join')).toEqual({
    sent: 3,
    ok: 1,
    codes: new Map([['ROOM_FULL', 2]]),
    violations: 1,
  });
  expect(calls.get('typing:set')?.sent).toBe(1);
  expect(arrivals.get('room:joined')).toEqual({ received: 2, violations: 1 });
});

it.each([
  ['DISCONNECTED', { written: false }, undefined],
  ['DISCONNECTED', { written: true }, 1],
  ['TIMEOUT', undefined, 1],
  ['BAD_REQUEST', undefined, undefined],
  ['PAYLOAD_TOO_LARGE', undefined, undefined],
])('of the replies of this end, counts those of calls that left: %s %o', (code, data, sent) => {
  const record = new ContractRecord();
  const own = fail({ code, message: 'no link', data });
  record.add('a', reply('room:join', undefined, { reply: own, by: 'client' }), HERE);
  expect(record.of(HERE).calls.get('room:join')?.sent).toBe(sent);
});

it('counts a call once, also where its answer comes late', () => {
  const record = new ContractRecord();
  record.add('a', reply('room:join', 'TIMEOUT', { by: 'client' }), HERE);
  const late = { at: 2, args: [], code: 'OK', latency: 9_000 };
  record.add('a', reply('room:join', 'TIMEOUT', { by: 'client', late }), HERE);
  expect(record.of(HERE).calls.get('room:join')).toMatchObject({ sent: 1, ok: 0 });
});

it('does not count the calls that the console makes by itself, but lists what broke the contract', () => {
  const record = new ContractRecord();
  const issues = [{ path: [], message: 'bad data' }];
  record.add('a', reply('room:join', undefined, { issues }, 'quick start'), HERE);
  record.add('a', sentCall('typing:set', { kind: 'send', origin: 'quick start' }), HERE);
  const { calls, violations } = record.of(HERE);
  expect([calls.size, violations.length]).toEqual([0, 1]);
});

it('takes a bounded number of bytes, whatever size the samples, issues, names and codes are', () => {
  const record = new ContractRecord();
  const long = 'x'.repeat(100_000);
  for (let index = 0; index < 300; index += 1) {
    const issues = Array.from({ length: 500 }, (_, at) => ({
      path: [long, at],
      message: `${index} ${long}`,
    }));
    record.add('a', { kind: 'event', at: 1, event: `${index} ${long}`, args: [{ long }], issues }, HERE);
    record.add('a', reply('room:join', `${index} ${long}`), HERE);
  }
  const { calls, violations } = record.of(HERE);
  expect(JSON.stringify(violations).length).toBeLessThan(3_000_000);
  expect(violations.length).toBeGreaterThan(20);
  expect(violations.at(-1)?.event).toMatch(/^299 x/);
  expect(violations.at(-1)).toMatchObject({ sample: undefined, size: expect.any(Number) });
  const codes = [...(calls.get('room:join')?.codes ?? [])];
  expect(JSON.stringify(codes).length).toBeLessThan(50_000);
  expect(codes.reduce((sum, [, count]) => sum + count, 0)).toBe(300);
});

it('keeps the record of each contract and server apart, and has none of raw clients', () => {
  registerContracts([OWN, OWN_ADMIN]);
  const admin = { ...HERE, contract: OWN_ADMIN.id };
  const record = new ContractRecord();
  record.add('of the admin', reply('admin:rooms'), admin);
  record.add('of the admin', reply('room:join'), admin);
  record.add(
    'raw',
    reply('room:join', 'ROOM_FULL', { issues: [{ path: [], message: 'bad data' }] }),
    RAW_HERE,
  );
  expect([...record.of(admin).calls.keys()]).toEqual(['admin:rooms']);
  expect(record.of(HERE).calls.size).toBe(0);
  expect(record.of({ ...admin, url: 'http://elsewhere' }).calls.size).toBe(0);
  expect(record.of(RAW_HERE).violations).toEqual([]);
});

it('keeps one of each way to break the contract, the latest last, with its last sample', () => {
  const record = new ContractRecord();
  record.add('a', arrival('room:joined', 'bad', 1), HERE);
  record.add('a', arrival('made:up', 'no such event', 2), HERE);
  record.add('b', arrival('room:joined', 'bad', 3), HERE);
  expect(record.of(HERE).violations).toMatchObject([
    { kind: 'not in the contract', event: 'made:up', count: 1 },
    { kind: 'event', event: 'room:joined', count: 2, at: 3, clientId: 'b', sample: { at: 3 } },
  ]);
});

it('counts nothing outside of the contract, and keeps 200 violations, whatever a server makes up', () => {
  const record = new ContractRecord();
  for (let index = 0; index < 1_000; index += 1)
    record.add('a', arrival(`made:up-${index}`, 'no such event'), HERE);
  record.add('a', reply('custom:event'), HERE);
  const { calls, arrivals, violations } = record.of(HERE);
  expect([calls.size, arrivals.size, violations.length]).toEqual([0, 0, 200]);
  expect(violations.at(-1)?.event).toBe('made:up-999');
});

it('counts on until it is reset, which leaves the other servers and contracts as they are', () => {
  registerContracts([OWN, OWN_ADMIN]);
  const others = [
    { ...HERE, url: 'http://elsewhere' },
    { ...HERE, contract: OWN_ADMIN.id },
  ];
  const record = new ContractRecord();
  for (const to of [HERE, ...others]) {
    for (let index = 0; index < 100; index += 1) record.add('a', arrival('made:up', 'no such event'), to);
  }
  expect(record.of(HERE).violations).toMatchObject([{ count: 100 }]);
  record.reset({ ...HERE, path: HERE.path.replace(/\/$/, '') });
  expect(record.of(HERE).violations).toEqual([]);
  for (const to of others) expect(record.of(to).violations).toMatchObject([{ count: 100 }]);
});

it('shows what was counted by then, whatever is counted later', () => {
  const record = new ContractRecord();
  record.add('a', arrival('room:joined', 'bad'), HERE);
  const before = record.of(HERE);
  record.add('a', arrival('room:joined', 'bad'), HERE);
  expect(before.arrivals.get('room:joined')).toEqual({ received: 1, violations: 1 });
  expect(record.of(HERE).arrivals.get('room:joined')).toEqual({ received: 2, violations: 2 });
});

it('is kept by the log, which notifies once a flush, also of a reset', () => {
  const flushes: (() => void)[] = [];
  const log = new TrafficLog(1, (flush) => flushes.push(flush));
  let told = 0;
  log.subscribe(() => {
    told += 1;
  });
  const flush = () => flushes.splice(0).map((run) => run());
  const recorded = () => log.getSnapshot().recordOf(HERE);
  for (let index = 0; index < 100; index += 1) log.add('a', arrival('room:joined', 'bad'), HERE);
  expect(told).toBe(0);
  flush();
  log.clear();
  flush();
  expect(recorded().arrivals.get('room:joined')).toEqual({ received: 100, violations: 100 });
  expect(recorded().violations).toMatchObject([{ event: 'room:joined', count: 100 }]);
  log.resetRecord(HERE);
  flush();
  expect(told).toBe(3);
  expect(recorded()).toEqual({ calls: new Map(), arrivals: new Map(), violations: [] });
});
