import { fail, ok } from '@switchboard/contract';
import { expect, it } from 'vitest';
import { type CopyableMessage, copyAsJson } from '../../../drafts/copy-as.ts';
import { answerOf } from '../../../traffic/entry.fixture.ts';
import { type CallEntry, type Entry, type EventEntry, entryList } from '../../../traffic/entry.ts';
import { type Row, type RowClient, titleOf } from '../rows.ts';
import { compareValues, detailOf, messageOf, previousRow, serverOf, writeValue } from './detail-of.ts';

const answer = answerOf(ok(1));
const call = (id: number, clientId: string, event: string, part: object = {}): Entry => ({
  kind: 'call',
  id,
  at: id,
  clientId,
  event,
  args: [id],
  ...part,
});
const entries: Entry[] = [
  call(10, 'a', 'x', { answer }),
  { kind: 'event', id: 11, at: 0, clientId: 'a', event: 'x', args: [1], issues: [] },
  call(12, 'b', 'x', { answer }),
  call(13, 'a', 'x'),
  call(14, 'a', 'y'),
  { kind: 'state', id: 15, at: 0, clientId: 'a', state: { status: 'disconnected', since: 0 } },
  call(16, 'a', 'x', { answer }),
];
const source = entryList(entries);

function before(id: number, kind: Row['kind'] = 'entry'): string | undefined {
  return previousRow(source, { kind, key: '', entry: source.get(id) } as Row)?.key;
}

it('is of the same event, client and direction', () => {
  expect(before(16)).toBe('13');
  expect(before(13)).toBe('10');
  expect(before(12)).toBeUndefined();
  expect(before(11)).toBeUndefined();
  expect(before(10)).toBeUndefined();
});

it('is an answer for an answer, and skips calls without one', () => {
  expect(before(16, 'answer')).toBe('10 answer');
});

it('is nothing for a change of the connection', () => {
  expect(before(15)).toBeUndefined();
});

it('is still found for an entry that is no longer there itself', () => {
  const rest = entryList(entries.slice(0, 4));
  expect(previousRow(rest, { kind: 'entry', key: '16', entry: entries[6] as Entry })?.key).toBe('13');
});

it('can be copied as a message unless it nests too deep for JSON', () => {
  let deep: unknown = 0;
  for (let level = 0; level < 100; level++) deep = [deep];
  const row = (payload: unknown): Row => ({
    kind: 'entry',
    key: '1',
    entry: { ...(entries[1] as EventEntry), args: [payload] },
  });
  expect(messageOf(row({ a: 1 }))).toMatchObject({ event: 'x', payload: { a: 1 } });
  expect(messageOf(row(deep))).toBeUndefined();
});

it('shows what the console says where no server answered as its own words', () => {
  const silent = answerOf(fail({ code: 'TIMEOUT', message: 'No reply came.', data: undefined }));
  const entry = call(1, 'a', 'x', { answer: silent }) as CallEntry;
  const row = { kind: 'answer', key: '1 answer', entry } as const;
  expect(titleOf(row)).toBe('No reply to x');
  expect(detailOf(row, false).value).toEqual({
    saidBy: 'console',
    why: 'TIMEOUT',
    explanation: 'No reply came.',
  });
});

it('two values are the same only where all that they hold is compared', () => {
  const deep = (levels: number): unknown => (levels === 0 ? 0 : [deep(levels - 1)]);
  const long = (end: string): string => `${'x'.repeat(500_000)}${end}`;
  expect(compareValues({ a: 1 }, { a: 1 })).toBe('same');
  expect(compareValues({ a: 1 }, { a: 2 })).toBe('differs');
  expect(compareValues(long('0'), long('1'))).toBe('beyond');
  expect(compareValues(deep(70), deep(150))).toBe('unknown');
  expect(compareValues(deep(2), deep(150))).toBe('differs');
});

it('is copied for the server that it was seen at, wherever its client went since', () => {
  const place = { contract: 'raw', url: 'http://a/rooms', path: '/io/' };
  const row = (part: object): Row => ({ kind: 'entry', key: '', entry: call(1, 'a', 'x', part) });
  const client = { name: 'Ann', link: { url: 'http://b' }, settings: { path: '/' } } as RowClient;
  for (const one of [client, { name: 'Zoe (removed)' }])
    expect(serverOf(row({ place }), one)).toEqual({ url: 'http://a/rooms', path: '/io/' });
  expect(serverOf(row({}), client)).toEqual({ url: 'http://b', path: '/' });
});

it('writes and compares integers beyond 2^53 as they came', () => {
  const [one, other] = [{ id: 9_007_199_254_740_993n }, { id: 9_007_199_254_740_992n }];
  expect(writeValue(one)).toBe('{\n  "id": 9007199254740993\n}');
  expect(compareValues(one, other)).toBe('differs');
  expect(compareValues(one, { ...one })).toBe('same');
  const row: Row = { kind: 'entry', key: '11', entry: { ...(entries[1] as EventEntry), args: [one] } };
  expect(copyAsJson(messageOf(row) as CopyableMessage)).toContain('9007199254740993');
});
