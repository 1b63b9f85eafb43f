import { expect, it } from 'vitest';
import {
  askedRaw,
  called,
  failed,
  heard,
  heardRaw,
  heardWithOffset,
  rawRecordingOf,
  recordingOf,
  type Told,
} from '../../../recordings/recording.fixture.ts';
import { RECORDINGS } from '../../../texts/recordings.ts';
import type { Entry } from '../../../traffic/entry.ts';
import { compareRuns, differingPlaces, normalise } from './compare.ts';

const IDS = ['0bd38a42-afce-4387-9891-555d8ba892f1', '6f63d311-d050-4be1-93fc-49be0b8ad230'] as const;
const nothing = new Map<string, string>();

const meeting = (id: string, name: string, at: string, seq: number) =>
  recordingOf([
    ...called(
      'a1',
      'session:login',
      { name },
      { ok: true, data: { user: { id, name }, token: { $secret: 1 } } },
    ),
    ...called('a2', 'message:send', { text: 'hello' }, { ok: true, data: { id, seq, sentAt: at } }),
    heard('b', 'message:sent', { id, seq, text: 'hello', author: { id, name } }),
    ...called('a3', 'message:send', { text: 'no' }, failed('ROOM_NOT_JOINED', { room: 'x' })),
  ]);
const recorded = meeting(IDS[0], 'Alice', '2026-01-01T12:00:00.000Z', 1);

it('calls two runs the same that differ in ids, times, running numbers and the texts that were replaced', () => {
  const replayed = meeting(IDS[1], 'Alice 2', '2026-02-02T12:00:00.000Z', 9);
  const comparison = compareRuns(recorded, replayed, { replaced: new Map([['Alice', 'Alice 2']]) });
  expect(comparison.differences).toBe(0);
  expect(comparison.calls.map(({ outcomes }) => outcomes?.recorded)).toEqual(['OK', 'OK', 'ROOM_NOT_JOINED']);
  expect(comparison.calls[0]?.latency).toEqual({ recorded: 5, replayed: 5 });
});

it('reports another outcome, other data, and a call that was not sent', () => {
  const replayed = recordingOf([
    ...called('a1', 'session:login', { name: 'Alice' }, failed('NAME_TAKEN')),
    ...called('a2', 'message:send', { text: 'hello' }, { ok: true, data: { id: 1 } }),
    heard('b', 'message:sent', { id: IDS[1], seq: 1, text: 'hello', author: { id: IDS[1], name: 'Alice' } }),
  ]);
  const { calls, differences } = compareRuns(recorded, replayed);
  expect(differences).toBe(3);
  expect(calls.map(({ verdict, outcomes }) => [verdict, outcomes?.replayed])).toEqual([
    ['differs', 'NAME_TAKEN'],
    ['differs', 'OK'],
    ['differs', 'not sent'],
  ]);
});

it('leaves out what greeted the clients of the replay, unless it was recorded', () => {
  const hello = heard('a', 'welcome', { text: 'hello' });
  const moved = heard('a', 'welcome', { text: 'moved' });
  const verdicts = (left: readonly Told[], right: readonly Told[], greetings: number): string[] =>
    compareRuns(recordingOf(left), recordingOf(right), { greetings }).events.map(({ verdict }) => verdict);
  expect(verdicts([], [hello], 1)).toEqual([]);
  expect(verdicts([hello], [hello], 1)).toEqual(['same']);
  expect(verdicts([hello], [moved], 1)).toEqual(['differs']);
  expect(verdicts([moved], [hello, moved], 1)).toEqual(['same']);
  expect(verdicts([moved], [hello, heard('a', 'welcome', { text: 'left' })], 1)).toEqual(['differs']);
  expect(verdicts([], [hello, moved], 1)).toEqual(['unexpected']);
});

it('pairs events by their content, then by their name, and reports the missing and the unexpected', () => {
  const left = recordingOf([
    heard('a', 'x', { n: 'one' }),
    heard('a', 'x', { n: 'two' }),
    heard('b', 'x', { n: 'one' }),
  ]);
  const right = recordingOf([
    heard('a', 'x', { n: 'two' }),
    heard('a', 'x', { n: 'three' }),
    heard('a', 'y', {}),
  ]);
  const { events } = compareRuns(left, right);
  expect(events.map(({ clientId, event, verdict }) => `${clientId} ${event} ${verdict}`)).toEqual([
    'a x differs',
    'a x same',
    'b x missing',
    'a y unexpected',
  ]);
});

it('does not care for the order of keys or for the words of an error', () => {
  const left = recordingOf(called('a1', 'x', null, { ok: true, data: { a: 1, b: 2 } }));
  const right = recordingOf(called('a1', 'x', null, { ok: true, data: { b: 2, a: 1 } }));
  expect(compareRuns(left, right).differences).toBe(0);
});

it('counts differences of the calls and events that it names', () => {
  const left = recordingOf(called('a1', 'x', null, { ok: true }));
  const right = recordingOf([
    ...called('a1', 'x', null, failed('NOT_FOUND')),
    ...[1, 2, 3].map((n) => heard('a', 'y', { n: `${n}` })),
  ]);
  expect(RECORDINGS.summary(compareRuns(left, right))).toBe('4 of 4 differ: 1 of 1 call, 3 of 3 events');
  expect(RECORDINGS.summary(compareRuns(left, left))).toBe('Same: 1 call and no events');
});

it.each([
  ['id', 'm1'],
  ['roomId', 'general'],
  ['sentAt', 'yesterday'],
  ['seq', 4],
  ['value', IDS[0]],
  ['value', '2026-01-01T12:00:00.000Z'],
  ['value', 'JH_Fy0jb4gv12uujg4rp7F4g'],
  ['value', 1_795_564_506_287],
  ['value', { $secret: 3 }],
])('puts aside what varies: %s', (key, value) => {
  expect(normalise({ [key]: value }, nothing)).toEqual({ [key]: '(varies)' });
});

it.each([
  ['text', 'hello there, everybody in the room'],
  ['name', 'Alice'],
  ['valid', true],
  ['limit', 100],
  ['paid', 'no'],
  ['data', 'plain'],
])('keeps the rest: %s', (key, value) => {
  expect(normalise({ [key]: value }, nothing)).toEqual({ [key]: value });
});

it('ignores the places that it is given, in lists too, and names the places that differ', () => {
  const rooms = (count: number) => ({
    ok: true,
    data: { rooms: [{ name: 'general', count }], total: count },
  });
  const left = recordingOf(called('a1', 'room:list', null, rooms(1)));
  const right = recordingOf(called('a1', 'room:list', null, rooms(2)));
  const [call] = compareRuns(left, right).calls;
  expect(call && differingPlaces(call)).toEqual(['data.rooms.*.count', 'data.total']);
  const compare = (...paths: string[]) => {
    const ignored = paths.map((path) => ({ event: 'room:list', path }));
    return compareRuns({ ...left, ignored }, right).differences;
  };
  expect([compare('data.total'), compare('data.total', 'data.rooms.*.count'), compare('data')]).toEqual([
    1, 0, 0,
  ]);
});

it('compares whether the user was asked and answered', () => {
  const verdicts = (one: Entry, other: Entry) => {
    const [left, right] = [rawRecordingOf([one]), rawRecordingOf([other])];
    return compareRuns(left, right).events.map(({ verdict, outcomes }) => [verdict, outcomes]);
  };
  const [answered, unanswered] = [askedRaw(0, 'sure?', [1], ['yes']), askedRaw(0, 'sure?', [1])];
  const both = { recorded: 'answered', replayed: 'answered' };
  expect(verdicts(answered, answered)).toEqual([['same', both]]);
  expect(verdicts(answered, unanswered)).toEqual([['differs', { ...both, replayed: 'not answered' }]]);
  expect(verdicts(answered, heardRaw(0, 'sure?', 1))).toEqual([
    ['differs', { ...both, replayed: 'no answer wanted' }],
  ]);
  expect(verdicts(heardRaw(0, 'sure?', 1), heardRaw(0, 'sure?', 1))).toEqual([['same', undefined]]);
});

it('ignores whether an event comes', () => {
  const [left, right] = [
    [heard('a', 'x', 1), heard('a', 'y', 1)],
    [heard('a', 'y', 1), heard('a', 'z', 1)],
  ];
  const differences = (...events: string[]) =>
    compareRuns(recordingOf(left, { ignored: events.map((event) => ({ event })) }), recordingOf(right));
  expect(differences().events.map(({ verdict }) => verdict)).toEqual(['missing', 'same', 'unexpected']);
  expect(differences('x').events.map(({ verdict }) => verdict)).toEqual(['same', 'unexpected']);
  expect(differences('x', 'z').differences).toBe(0);
  // What greeted the clients is known by its place.
  const greeted = compareRuns(recordingOf(left, { ignored: [{ event: 'y' }] }), recordingOf(right), {
    greetings: 1,
  });
  expect(greeted.events.map(({ event, verdict }) => [event, verdict])).toEqual([
    ['x', 'missing'],
    ['z', 'unexpected'],
  ]);
});

it('leaves out the offset that a server with connection state recovery adds to its events', () => {
  const run = (offset: string) =>
    rawRecordingOf([heardWithOffset(0, 'tick', 'one', offset), heardWithOffset(1, 'tock', offset)]);
  const [left, right] = [run('QCON500'), run('QCOO_6R')];
  expect(compareRuns(left, right).events.map(({ verdict, recorded }) => [verdict, recorded])).toEqual([
    ['same', 'one'],
    ['same', '(no arguments)'],
  ]);
  const sent = rawRecordingOf([heardRaw(0, 'tick', 'one', 'QCOO_6R'), heardRaw(1, 'tock', 'QCOO_6R')]);
  expect(compareRuns(left, sent).differences).toBe(2);
});

it('names a list of another length as a whole, so that it can be ignored', () => {
  const run = (list: unknown[]) => recordingOf(called('a1', 'list', null, { ok: true, data: { list } }));
  const [left, right] = [run([{ n: 1 }]), run([{ n: 1 }, { n: 2 }])];
  const [call] = compareRuns(left, right).calls;
  expect(call && differingPlaces(call)).toEqual(['data.list']);
  const ignored = [{ event: 'list', path: 'data.list' }];
  expect(compareRuns({ ...left, ignored }, right).differences).toBe(0);
});

it('compares no answer with a call that had none when the recording ended', () => {
  const open = { kind: 'call', client: 'a', call: 1, event: 'slow', payload: null } as const;
  const replayed = recordingOf(called('a1', 'slow', null, { ok: true }));
  expect(compareRuns(recordingOf([open]), replayed).calls).toMatchObject([
    { verdict: 'same', outcomes: { recorded: 'no answer', replayed: 'OK' } },
  ]);
});

it('compares integers beyond 2^53 by all their digits, but not those of ids', () => {
  const run = (digits: string) =>
    recordingOf(
      called('a1', 'sum', null, {
        ok: true,
        data: { sum: { $integer: digits }, roomId: { $integer: digits } },
      }),
    );
  const [call] = compareRuns(run('9007199254740993'), run('9007199254740992')).calls;
  expect(call && differingPlaces(call)).toEqual(['data.sum']);
});

it('names the place of what stands as a mark, and not the mark', () => {
  const sides = (recorded: unknown, replayed: unknown) => ({
    recorded: { a: recorded },
    replayed: { a: replayed },
  });
  expect(differingPlaces(sides({ $bytes: 'SGk=' }, { $bytes: 'SG8=' }))).toEqual(['a']);
  expect(differingPlaces(sides({ $integer: '9007199254740993' }, 1))).toEqual(['a']);
  expect(differingPlaces(sides({ $secret: 1 }, { $secret: 2 }))).toEqual(['a']);
  // An application wrote these.
  expect(differingPlaces(sides({ $$bytes: 'a' }, { $$bytes: 'b' }))).toEqual(['a.$$bytes']);
  expect(differingPlaces(sides({ $bytes: 'SGk=', of: 1 }, { $bytes: 'SGk=', of: 2 }))).toEqual(['a.of']);
});
