import type { ConnectionState } from '@switchboard/client';
import { fail, ok } from '@switchboard/contract';
import { beforeEach, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../links/connection-settings.ts';
import type { SentMessage } from '../links/link.ts';
import { TrafficLog } from '../traffic/traffic-log.ts';
import { parseRecording } from './read-recording.ts';
import { Recorder } from './recorder.ts';
import { printRecording, type Recording } from './recording.ts';

const headers = { 'X-Session': 'Bearer header-12' };
const clients = [{ id: 'a', name: 'Alice', hue: 0, settings: { ...DEFAULT_SETTINGS, headers } }];
let log: TrafficLog;
let recorder: Recorder;

beforeEach(() => {
  log = new TrafficLog(5, () => undefined);
  const source = { subscribe: () => () => undefined, getSnapshot: () => clients };
  recorder = new Recorder(log, source, undefined, () => undefined);
});

function call(event: string, payload: unknown): SentMessage {
  const sent: SentMessage = { kind: 'call', at: 1, event, args: [payload] };
  log.add('a', sent);
  return sent;
}

function settle(sent: SentMessage, reply: ReturnType<typeof ok> | ReturnType<typeof fail>): void {
  const answer = {
    at: 2,
    latency: 3,
    by: 'server',
    outcome: 'OK',
    issues: [],
    reply,
    args: [reply],
  } as const;
  log.add('a', { kind: 'settled', sent, answer });
}

function receive(event: string, payload: unknown): void {
  log.add('a', { kind: 'event', at: 1, event, args: [payload], issues: [] });
}

it('writes what can be read again where what looked like an offset is a secret', () => {
  recorder.start({ name: 'Offset' });
  call('login', { password: 'PjssgW0.0' });
  const heard = { kind: 'event', at: 1, event: 'x', issues: [], hasOffset: true } as const;
  for (const offset of ['PjssgW0.0', 'PjssgW1.0']) log.add('a', { ...heard, args: ['hello', offset] });
  const { entries } = parseRecording(printRecording(recorder.stop() as Recording));
  expect(entries).toMatchObject([
    { event: 'login' },
    { args: ['hello', { $secret: 1 }] },
    { args: ['hello', 'PjssgW1.0'], hasOffset: true },
  ]);
  expect(entries[1]).not.toHaveProperty('hasOffset');
});

it('has one number for a secret integer beyond 2^53 and its text', () => {
  recorder.start({ name: 'Digits' });
  settle(call('login', null), ok({ pin: 9_007_199_254_740_993n }));
  call('open', { pin: '9007199254740993' });
  const entries = recorder.stop()?.entries;
  expect(entries).toMatchObject([
    { answer: { reply: { data: { pin: { $secret: -1 } } } } },
    { args: [{ pin: { $secret: 1 } }] },
  ]);
});

it.each([
  '{"user":"bob","password":"hunter2secret"}',
  'login bob password=hunter2secret',
  'token: Bearer hunter2secret',
])('knows the secret inside of the text %s, wherever it comes up', (text) => {
  recorder.start({ name: 'Inside' });
  receive('echo', {
    said: 'hunter2secret',
    told: 'you said hunter2secret, bob',
    packed: '["hunter2secret"]',
  });
  call('auth', text);
  const secret = { $secret: expect.any(Number) };
  expect(recorder.stop()?.entries).toMatchObject([
    { args: [{ said: secret, told: secret, packed: secret }] },
    { args: [secret] },
  ]);
});

it('knows a number and its text as one secret, and what is inside of a hidden object', () => {
  recorder.start({ name: 'Forms' });
  call('pin', { pin: 48_392_011, credentials: { key: 'abc12' } });
  call('text', '48392011');
  const secret = { $secret: expect.any(Number) };
  receive('echo', { key: 'abc12', pin: 48_392_011, packed: '["abc12"]', word: 'xabc12' });
  expect(recorder.stop()?.entries).toMatchObject([
    { args: [{ pin: { $secret: -1 } }] },
    { args: [{ $secret: 1 }] },
    { args: [{ key: secret, pin: { $secret: -1 }, packed: secret, word: 'xabc12' }] },
  ]);
});

it('leaves what is too short to be told from other values, and what is not of the application', () => {
  recorder.start({ name: 'Short' });
  const sent = call('server', { pin: 123, password: 'abc', token: 'server', secret: 'answered' });
  settle(sent, ok({ list: [123, 'abc', true, '123', 'a server'], by: 'server' }));
  const recording = recorder.stop() as Recording;
  const data = { list: [123, 'abc', true, '123', 'a server'], by: { $secret: 3 } };
  expect(recording.entries).toMatchObject([{ event: 'server', answer: { by: 'server', reply: { data } } }]);
  expect(parseRecording(printRecording(recording)).entries).toEqual(recording.entries);
});

it('knows what stands in a header, and hides it in a key, in the words of an error and of a refusal', () => {
  recorder.start({ name: 'Words' });
  receive('echo', { 'header-12': 1 });
  settle(call('x', {}), fail({ code: 'NOT_FOUND', message: 'no header-12', data: {} }));
  const problem = { message: 'no header-12', explanation: 'because', data: { key: 'header-12' } };
  log.addState('a', { status: 'refused', since: 0, problem });
  const recording = recorder.stop() as Recording;
  const secret = { $secret: expect.any(Number) };
  expect(recording.entries).toMatchObject([
    { args: [secret] },
    { answer: { reply: { error: { code: 'NOT_FOUND', message: '•••' } } } },
    { state: { problem: { message: '•••', explanation: 'because', data: { key: secret } } } },
  ]);
  expect(parseRecording(printRecording(recording)).entries).toEqual(recording.entries);
});

it('can be opened again where a refusal speaks of a token', () => {
  recorder.start({ name: 'Refused' });
  const problem = { message: 'Invalid token: expired', explanation: 'The server refused the token: expired' };
  log.addState('a', { status: 'refused', since: 0, problem } as unknown as ConnectionState);
  log.add('a', { kind: 'event', at: 1, event: 'echo', args: [1], issues: [] });
  log.addState('a', { status: 'reconnecting', since: 0, attempt: 1, problem } as unknown as ConnectionState);
  const { entries, ...recording } = recorder.stop() as Recording;
  expect(entries).toHaveLength(3);
  expect(parseRecording(printRecording({ ...recording, entries })).entries).toHaveLength(3);
});

it('keeps an integer beyond 2^53 as it came, and hides one that is a secret wherever it stands', () => {
  recorder.start({ name: 'Big' });
  receive('one', { id: 9_007_199_254_740_993n });
  receive('two', { token: 9_007_199_254_740_995n, again: 9_007_199_254_740_995n });
  const text = printRecording(recorder.stop() as Recording);
  expect(text).toContain('"$integer": "9007199254740993"');
  expect(text).not.toContain('9007199254740995');
});
