import type { Traffic } from '@switchboard/client';
import { fail, ok } from '@switchboard/contract';
import { expect, it } from 'vitest';
import { ContractRecord } from './contract-record.ts';

/** A record that flushes when told. */
function createRecord(): { record: ContractRecord; flush: () => void } {
  const flushes: (() => void)[] = [];
  const record = new ContractRecord((flush) => flushes.push(flush));
  return { record, flush: () => flushes.splice(0).map((run) => run()) };
}

function reply(
  event: string,
  code?: string,
  part: Partial<Extract<Traffic, { kind: 'reply' }>> = {},
): Traffic {
  const answer = code === undefined ? ok({}) : fail({ code, message: code, data: undefined });
  return { kind: 'reply', at: 1, call: 1, event, reply: answer, latency: 1, issues: [], ...part };
}

function arrival(event: string, message?: string, at = 1): Traffic {
  const issues = message === undefined ? [] : [{ path: ['a'], message }];
  return { kind: 'event', at, event, payload: { at }, issues };
}

it('counts calls by what came back, sends when they leave, and arrivals', () => {
  const { record, flush } = createRecord();
  record.add('a', { kind: 'call', at: 1, call: 1, event: 'room:join', payload: {}, issues: [] });
  record.add('a', reply('room:join'));
  record.add('a', reply('room:join', 'ROOM_FULL'));
  record.add('b', reply('room:join', 'ROOM_FULL', { issues: [{ path: [], message: 'bad data' }] }));
  record.add('b', { kind: 'send', at: 1, call: 2, event: 'typing:set', payload: {}, issues: [] });
  record.add('b', arrival('room:joined'));
  record.add('b', arrival('room:joined', 'bad'));
  flush();
  const { calls, arrivals } = record.getSnapshot();
  expect(calls.get('room:join')).toEqual({
    sent: 3,
    ok: 1,
    codes: new Map([['ROOM_FULL', 2]]),
    violations: 1,
  });
  expect(calls.get('typing:set')?.sent).toBe(1);
  expect(arrivals.get('room:joined')).toEqual({ received: 2, violations: 1 });
});

it('does not count a call that never left', () => {
  const { record, flush } = createRecord();
  const lost = fail({ code: 'DISCONNECTED', message: 'no link', data: { written: false } });
  record.add('a', reply('room:join', undefined, { reply: lost }));
  flush();
  expect(record.getSnapshot().calls.size).toBe(0);
});

it('keeps one of each way to break the contract, the latest last, with its last sample', () => {
  const { record, flush } = createRecord();
  record.add('a', arrival('room:joined', 'bad', 1));
  record.add('a', arrival('made:up', 'no such event', 2));
  record.add('b', arrival('room:joined', 'bad', 3));
  flush();
  expect(record.getSnapshot().violations).toMatchObject([
    { kind: 'not in the contract', event: 'made:up', count: 1 },
    { kind: 'event', event: 'room:joined', count: 2, at: 3, clientId: 'b', sample: { at: 3 } },
  ]);
});

it('counts nothing outside of the contract, and keeps 200 violations, whatever a server makes up', () => {
  const { record, flush } = createRecord();
  for (let index = 0; index < 1_000; index += 1)
    record.add('a', arrival(`made:up-${index}`, 'no such event'));
  record.add('a', reply('custom:event'));
  flush();
  const { calls, arrivals, violations } = record.getSnapshot();
  expect([calls.size, arrivals.size, violations.length]).toEqual([0, 0, 200]);
  expect(violations.at(-1)?.event).toBe('made:up-999');
});

it('tells its listeners once a flush, and shows the same until then', () => {
  const { record, flush } = createRecord();
  let told = 0;
  record.subscribe(() => {
    told += 1;
  });
  const before = record.getSnapshot();
  for (let index = 0; index < 100; index += 1) record.add('a', reply('room:join'));
  expect(record.getSnapshot()).toBe(before);
  flush();
  expect(told).toBe(1);
  expect(record.getSnapshot().calls.get('room:join')?.sent).toBe(100);
  record.clear();
  flush();
  expect(record.getSnapshot().calls.size).toBe(0);
});
