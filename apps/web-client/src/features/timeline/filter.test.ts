import { fail, ok } from '@switchboard/contract';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { answerOf } from '../../traffic/entry.fixture.ts';
import type { CallEntry, Entry } from '../../traffic/entry.ts';
import { createMatcher, EVERYTHING, type Filter, FilterSchema, isEverything } from './filter.ts';
import { loadRegExps } from './filter-text.ts';

beforeAll(loadRegExps);

const filter = fc.record<Filter>({
  text: fc.string(),
  direction: fc.constantFrom('all', 'sent', 'received', 'connection'),
  event: fc.string(),
  client: fc.string(),
  outcome: fc.string(),
  violations: fc.boolean(),
});

it('comes back from JSON as it was', () => {
  fc.assert(
    fc.property(filter, (value) => {
      expect(FilterSchema.parse(JSON.parse(JSON.stringify(value)))).toEqual(value);
    }),
  );
});

it('makes a filter of anything', () => {
  fc.assert(
    fc.property(fc.anything(), (garbage) => {
      expect(Object.keys(FilterSchema.parse(garbage))).toEqual(Object.keys(EVERYTHING));
    }),
  );
  expect(FilterSchema.parse({ text: 7, direction: 'sideways', violations: 'yes', event: 'a:b' })).toEqual({
    ...EVERYTHING,
    event: 'a:b',
  });
});

it('knows when it shows everything', () => {
  expect(isEverything({ ...EVERYTHING, text: '  ' })).toBe(true);
  for (const part of [
    { text: 'a' },
    { direction: 'sent' },
    { event: 'a' },
    { client: 'a' },
    { outcome: 'ok' },
  ])
    expect(isEverything({ ...EVERYTHING, ...part } as Filter)).toBe(false);
  expect(isEverything({ ...EVERYTHING, violations: true })).toBe(false);
});

const entries: Entry[] = [
  { kind: 'state', id: 0, at: 0, clientId: 'a', state: { status: 'disconnected', since: 0 } },
  {
    kind: 'call',
    id: 1,
    at: 1,
    clientId: 'a',
    event: 'message:send',
    args: [{ text: 'hello' }],
    answer: answerOf(fail({ code: 'ROOM_NOT_JOINED', message: 'no', data: undefined })),
  },
  {
    kind: 'event',
    id: 2,
    at: 2,
    clientId: 'b',
    event: 'message:sent',
    args: [{}],
    issues: [{ path: [], message: 'bad' }],
  },
  { kind: 'call', id: 3, at: 3, clientId: 'b', event: 'system:time', args: [] },
  { kind: 'send', id: 4, at: 4, clientId: 'b', event: 'typing:set', args: [{ typing: true }] },
];

function shown(filter: Partial<Filter>, among = entries): number[] {
  return among.filter(createMatcher({ ...EVERYTHING, ...filter })).map(({ id }) => id);
}

it('shows everything without a filter', () => {
  expect(shown({})).toEqual([0, 1, 2, 3, 4]);
});

it('shows one direction, or the connection', () => {
  expect(shown({ direction: 'sent' })).toEqual([1, 3, 4]);
  expect(shown({ direction: 'received' })).toEqual([2]);
  expect(shown({ direction: 'connection' })).toEqual([0]);
});

it('shows one event by its whole name, and one client', () => {
  expect(shown({ event: 'message:sent' })).toEqual([2]);
  expect(shown({ event: 'message:s' })).toEqual([]);
  expect(shown({ client: 'a' })).toEqual([0, 1]);
});

it('shows calls by how they ended', () => {
  const answered: Entry = {
    ...(entries[3] as CallEntry),
    answer: answerOf(ok(1)),
  };
  expect(shown({ outcome: 'none' })).toEqual([3]);
  expect(shown({ outcome: 'error' })).toEqual([1]);
  expect(shown({ outcome: 'ROOM_NOT_JOINED' })).toEqual([1]);
  expect(shown({ outcome: 'TIMEOUT' })).toEqual([]);
  expect(shown({ outcome: 'ok' }, [answered])).toEqual([3]);
  expect(shown({ outcome: 'none' }, [answered])).toEqual([]);
});

it('shows events that ask the user for an answer by how that ended', () => {
  const asks: Entry = {
    kind: 'event',
    id: 5,
    at: 5,
    clientId: 'a',
    event: 'ask',
    args: [],
    issues: [],
    wantsAnswer: true,
  };
  const given = { at: 6, latency: 1, args: ['yes'], issues: [] };
  const answered: Entry = { ...asks, id: 6, answer: { ...given, by: 'user', outcome: 'answered' } };
  const lost: Entry = {
    ...asks,
    id: 7,
    answer: { ...given, by: 'client', args: [], outcome: 'disconnected' },
  };
  const among = [...entries, asks, answered, lost];
  expect(shown({ outcome: 'none' }, among)).toEqual([3, 5]);
  expect(shown({ outcome: 'ok' }, among)).toEqual([6]);
  expect(shown({ outcome: 'disconnected' }, among)).toEqual([7]);
  expect(shown({ outcome: 'error' }, among)).toEqual([1, 7]);
});

describe('what broke the contract', () => {
  it('is an event that does not fit', () => {
    expect(shown({ violations: true })).toEqual([2]);
  });

  it('is a call whose reply does not fit', () => {
    const [, call] = entries;
    if (call?.kind !== 'call' || !call.answer) throw new Error('the second entry is an answered call');
    const broken: Entry = {
      ...call,
      answer: { ...call.answer, reply: ok(1), issues: [{ path: [], message: 'bad' }] },
    };
    expect(shown({ violations: true }, [broken])).toEqual([1]);
  });
});

it('wants every word, in the name, the payload or the reply, in any case', () => {
  expect(shown({ text: 'send HELLO' })).toEqual([1]);
  expect(shown({ text: 'room_not' })).toEqual([1]);
  expect(shown({ text: 'hello nowhere' })).toEqual([]);
});

it('wants all parts of the filter at once', () => {
  expect(shown({ direction: 'sent', client: 'b', text: 'typing' })).toEqual([4]);
});

it('does not find a secret, which no row shows', () => {
  const login: Entry = {
    kind: 'call',
    id: 5,
    at: 5,
    clientId: 'a',
    event: 'session:login',
    args: [{ name: 'Alice' }],
    answer: answerOf(ok({ user: { id: 'u1', name: 'Alice' }, token: 'tok-123' })),
  };
  expect(shown({ text: 'u1' }, [login])).toEqual([5]);
  expect(shown({ text: 'tok-123' }, [login])).toEqual([]);
});

it('looks through all of a long or deep content, in a payload and in a reply', () => {
  let deep: unknown = 'needle';
  for (let level = 0; level < 30; level++) deep = { deep };
  const long = { text: 'x'.repeat(100_000), last: 'needle' };
  const call = entries[3] as CallEntry;
  const found: Entry[] = [
    { ...call, id: 1, args: [long] },
    { ...call, id: 2, args: [deep] },
    { ...call, id: 3, answer: answerOf(ok(long)) },
    {
      ...call,
      id: 4,
      event: 'no:such',
      answer: answerOf(fail({ code: 'X', message: 'x', data: long })),
    },
    { ...call, id: 5 },
  ];
  expect(shown({ text: 'needle' }, found)).toEqual([1, 2, 3, 4]);
  expect(shown({ text: '-needle' }, found)).toEqual([5]);
  expect(shown({ text: '/last: "need.e"/' }, found)).toEqual([1, 3, 4]);
});
