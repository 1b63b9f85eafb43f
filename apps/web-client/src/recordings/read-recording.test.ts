import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../links/connection-settings.ts';
import { argumentsOf, type Entry, type EventEntry } from '../traffic/entry.ts';
import { openRecording, parseRecording } from './read-recording.ts';
import {
  askedRaw,
  called,
  heardRaw,
  heardWithOffset,
  rawRecordingOf,
  recordingOf,
} from './recording.fixture.ts';
import { movedClients, printRecording, type RecordedSettings, type Recording } from './recording.ts';

const TALK = recordingOf(called('a1', 'system:time', null, { ok: true }));
const time = 'it must be a time in milliseconds since 1970.';
const span = 'it must be a number of milliseconds, 0 or more.';

it.each([
  ['startedAt', 1e300, `The recording is damaged at startedAt: ${time}`],
  ['startedAt', -1e17, `The recording is damaged at startedAt: ${time}`],
  ['duration', 1e300, `The recording is damaged at duration: ${span}`],
  ['duration', -1, `The recording is damaged at duration: ${span}`],
  ['at', -1e20, `Entry 1 is damaged at at: ${time}`],
  ['latency', 1e300, `Entry 1 is damaged at answer.latency: ${span}`],
])('refuses a recording whose %s is %d', (field, number, message) => {
  const text = printRecording(TALK);
  expect(parseRecording(text).entries).toHaveLength(1);
  const damaged = text.replace(new RegExp(`("${field}": )-?\\d+`), `$1${number}`);
  expect(() => parseRecording(damaged)).toThrow(new Error(message));
});

it('reads a recording of version 2, which does not mark the offsets of recoveries and has no integers beyond 2^53', () => {
  // It has the time of the recording, as an entry of a Redis stream has.
  const offset = '1800000000000-0';
  const data = { $integer: '5', $more: [{ $$integer: 1 }] };
  const recording = rawRecordingOf([
    heardRaw(0, 'said', 'hello', offset),
    heardRaw(1, 'said', { $integer: '5' }),
    heardRaw(2, 'said', { $$integer: { $integer: '6' } }, data),
    askedRaw(3, 'sure?', [offset], []),
  ]);
  const text = printRecording(recording);
  const { entries } = openRecording(
    parseRecording(text.replace(`"version": ${recording.version}`, '"version": 2')),
  );
  expect(entries.map((entry) => argumentsOf(entry as EventEntry))).toEqual([
    ['hello'],
    [{ $integer: '5' }],
    [{ $$integer: { $integer: '6' } }, data],
    [offset],
  ]);
  expect(() => parseRecording(text.replace(/"version": \d/, '"version": 1'))).toThrow(/version 1/);
});

/** A recording as an older console wrote it, read here. */
function readVersion2(recording: Recording): Recording {
  return parseRecording(printRecording({ ...recording, version: 2 } as unknown as Recording));
}

function withSettings(recording: Recording, settings: Partial<RecordedSettings>): Recording {
  const clients = recording.clients.map((client) => ({
    ...client,
    settings: { ...DEFAULT_SETTINGS, contract: 'raw', ...settings },
  }));
  return { ...recording, clients };
}

it('finds no offset of version 2 in what a client with a contract heard', () => {
  const contract = 'https://chat.example/contract';
  const place = { contract, url: 'https://chat.example', path: '/socket.io/' };
  const event = heardRaw(0, 'said', 'hello', '1800000000000-0');
  const hasOffset = (recording: Recording) => 'hasOffset' in (readVersion2(recording).entries[0] as Entry);
  const raw = rawRecordingOf([event]);
  expect(hasOffset(raw)).toBe(true);
  expect(hasOffset(withSettings(raw, { contract }))).toBe(false);
  expect(hasOffset(rawRecordingOf([{ ...event, place }]))).toBe(false);
  expect(
    hasOffset(
      withSettings(rawRecordingOf([{ ...event, place: { ...place, contract: 'raw' } }]), { contract }),
    ),
  ).toBe(true);
});

it.each(['ws', 'wss'])('knows the server of version 2 at %s:// as that of its settings', (scheme) => {
  const place = { contract: 'raw', url: `${scheme}://first/chat`, path: '/socket.io' };
  const later = { ...place, path: '/socket.io/' };
  const recording = rawRecordingOf([
    { ...heardRaw(0, 'news'), place },
    { ...heardRaw(1, 'news'), place: later },
  ]);
  const settings = { url: `${scheme}://first`, namespace: '/chat', path: '/socket.io/' };
  expect(movedClients(readVersion2(withSettings(recording, settings)))).toEqual([]);
});

it('reads the auth of version 2 as it was meant: no integer stands as a mark there', () => {
  const auth = { data: { $integer: '5' }, more: [{ $$integer: { $secret: 1 } }] };
  const { clients } = readVersion2(withSettings(rawRecordingOf([]), { auth }));
  expect(clients[0]?.settings?.auth).toEqual({
    data: { $$integer: '5' },
    more: [{ $$$integer: { $secret: 1 } }],
  });
});

it('takes no integer of more than 1,000 digits, which would hold the page', () => {
  const read = (digits: number) => {
    const text = printRecording(rawRecordingOf([heardRaw(0, 'sum', { $integer: '9'.repeat(digits) })]));
    const [entry] = openRecording(parseRecording(text)).entries;
    return (entry as EventEntry).args[0];
  };
  expect(read(1_000)).toBe(10n ** 1_000n - 1n);
  expect(read(1_001)).toEqual({ $integer: '9'.repeat(1_001) });
});

it.each([[[]], [[1]]])('refuses an event that has an offset and the arguments %j', (args) => {
  const text = (...list: unknown[]) => printRecording(rawRecordingOf([heardWithOffset(0, 'tick', ...list)]));
  expect(parseRecording(text(1, 'PjssgW0')).entries).toMatchObject([{ hasOffset: true }]);
  expect(() => parseRecording(text(...args))).toThrow(
    'Entry 1 is damaged at hasOffset: the last argument must be a text.',
  );
});

it('reads the answer to an event as it was written, and as nothing where it has no arguments', () => {
  const recording = rawRecordingOf([askedRaw(0, 'sure?', [], ['yes', 2]), askedRaw(1, 'sure?', [], [])]);
  const text = printRecording(recording);
  expect(parseRecording(text).entries).toMatchObject([
    { answer: { by: 'user', args: ['yes', 2], after: 0 } },
    { answer: { args: [], after: 1 } },
  ]);
  const bare = JSON.parse(text);
  delete bare.entries[1].answer.args;
  expect(parseRecording(JSON.stringify(bare)).entries[1]).toMatchObject({ answer: { args: [] } });
});

it.each([[{}], [null], 7, [{ path: [{}], message: 'no' }]])(
  'refuses an error whose issues are %j',
  (issues) => {
    const error = { code: 'X', message: 'no', issues };
    const text = (reply: unknown) => printRecording(recordingOf(called('a1', 'x', null, reply)));
    const good = { ...error, issues: [{ path: ['a', 0], message: 'no' }] };
    expect(parseRecording(text({ ok: false, error: good })).entries).toHaveLength(1);
    expect(() => parseRecording(text({ ok: false, error }))).toThrow(
      'Entry 1 is damaged at answer.reply: it must be a reply, or the error of one.',
    );
    const problem = { message: 'no', explanation: 'no', error };
    const state = {
      kind: 'state',
      id: 0,
      at: 0,
      clientId: 'a',
      state: { status: 'refused', since: 0, problem },
    };
    const refused = rawRecordingOf([state as Entry]);
    expect(() => parseRecording(printRecording(refused))).toThrow(
      'Entry 1 is damaged at state.problem.error',
    );
  },
);
