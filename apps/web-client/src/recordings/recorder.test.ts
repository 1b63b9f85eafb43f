import type { ConnectionState } from '@switchboard/client';
import { ok } from '@switchboard/contract';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { findGivenValues } from '../features/recordings/model/given-values.ts';
import { DEFAULT_SETTINGS } from '../links/connection-settings.ts';
import type { SentMessage } from '../links/link.ts';
import { TrafficLog } from '../traffic/traffic-log.ts';
import { openRecording, parseRecording } from './read-recording.ts';
import { type Recordable, Recorder } from './recorder.ts';
import { printRecording, type Recording } from './recording.ts';

const TOKEN = 'tok-1234567';
const user = { id: 'u1', name: 'Alice' };
const alice: Recordable = { id: 'a', name: 'Alice', hue: 0, settings: DEFAULT_SETTINGS };

let clients: Recordable[];
let changed: () => void;
let log: TrafficLog;
let flush: () => void;

function recorderOf(limits = { entries: 100, size: 100_000 }): Recorder {
  const subscribe = (listener: () => void): (() => void) => {
    changed = listener;
    return () => undefined;
  };
  return new Recorder(log, { subscribe, getSnapshot: () => clients }, limits, (run) => {
    flush = run;
  });
}

function call(event: string, payload: unknown): SentMessage {
  const sent: SentMessage = { kind: 'call', at: Date.now(), event, args: [payload] };
  log.add('a', sent);
  return sent;
}

function reply(sent: SentMessage, data: unknown): void {
  const value = ok(data);
  const answer = { at: Date.now(), latency: 3, outcome: 'OK', issues: [], reply: value, args: [value] };
  log.add('a', { kind: 'settled', sent, answer: { ...answer, by: 'server' } });
}

function receive(event: string, payload: unknown, clientId = 'a'): void {
  log.add(clientId, { kind: 'event', at: Date.now(), event, args: [payload], issues: [] });
}

beforeEach(() => {
  log = new TrafficLog(5, () => undefined);
  clients = [alice];
});

it('holds calls with their replies, events and changes of the connection, in one order', () => {
  receive('before:it', {});
  const recorder = recorderOf();
  recorder.start({ name: 'All of it' });
  const sent = call('system:echo', { value: new Uint8Array([1, 2, 3]) });
  receive('system:notice', { level: 'info', text: 'hello' });
  reply(sent, { value: 1 });
  const reconnecting = { status: 'reconnecting', since: 0, attempt: 1 } as ConnectionState;
  log.addState('a', reconnecting);
  log.addState('a', { ...reconnecting, attempt: 2 } as ConnectionState);
  const recording = recorder.stop();
  expect(recording).toMatchObject({
    name: 'All of it',
    version: 3,
    clients: [{ id: 'a', name: 'Alice', identities: [], settings: { path: DEFAULT_SETTINGS.path } }],
  });
  expect(recording?.entries).toMatchObject([
    {
      id: 0,
      kind: 'call',
      clientId: 'a',
      event: 'system:echo',
      args: [{ value: { $bytes: 'AQID' } }],
      answer: { reply: { ok: true, data: { value: 1 } }, latency: 3, after: 1 },
    },
    { id: 1, kind: 'event', event: 'system:notice' },
    { id: 2, kind: 'state', state: { status: 'reconnecting' } },
  ]);
});

it('holds more than the log keeps', () => {
  const recorder = recorderOf();
  recorder.start({ name: 'Long' });
  const sent = call('system:echo', {});
  for (let round = 0; round < 20; round += 1) receive('system:notice', {});
  reply(sent, 1);
  const recording = recorder.stop();
  expect(recording?.entries).toHaveLength(21);
  expect(recording?.entries[0]).toMatchObject({ answer: { after: 20 } });
});

it('keeps no secret of a reply, marks where it comes up again, and keeps those of payloads only if asked to', () => {
  const recorder = recorderOf();
  recorder.start({ name: 'Secrets', keepSecrets: true });
  reply(call('session:login', { name: 'Alice' }), { user, token: TOKEN });
  call('system:echo', { value: [TOKEN, 'another'] });
  receive('nobody:knows', { again: TOKEN });
  const recording = recorder.stop();
  expect(JSON.stringify(recording)).not.toContain(TOKEN);
  const given = { user, token: { $secret: 1 } };
  expect(recording?.entries).toMatchObject([
    { args: [{ name: 'Alice' }], answer: { reply: { data: given }, args: [{ ok: true, data: given }] } },
    { args: [{ value: [{ $secret: 1 }, 'another'] }] },
    { args: [{ again: { $secret: 1 } }] },
  ]);
});

it.each([false, true])(
  'keeps a secret in what the user answered to an event only if asked to: %j',
  (keepSecrets) => {
    const recorder = recorderOf();
    recorder.start({ name: 'Asked', keepSecrets });
    const args = [{ password: TOKEN }];
    const received = {
      kind: 'event',
      at: 1,
      event: 'who',
      args: [{ token: 'tok-of-server' }],
      issues: [],
    } as const;
    const asked = { ...received, wantsAnswer: true } as const;
    log.add('a', asked);
    const answer = { at: 2, latency: 1, by: 'user', args, outcome: 'answered', issues: [] } as const;
    log.add('a', { kind: 'answered', received: asked, answer });
    const recording = parseRecording(printRecording(recorder.stop() as Recording));
    const [event] = recording.entries;
    expect(event).toMatchObject({ args: [{ token: { $secret: keepSecrets ? 1 : expect.any(Number) } }] });
    expect(JSON.stringify(event).includes(TOKEN)).toBe(keepSecrets);
    expect(findGivenValues(recording).askedSecrets.size).toBe(keepSecrets ? 0 : 1);
  },
);

it('marks what is named like a secret in events that no contract has', () => {
  const recorder = recorderOf();
  recorder.start({ name: 'Raw' });
  call('app:login', { user: 'Alice', password: TOKEN });
  receive('nobody:knows', { session: { accessToken: 'another' } });
  expect(recorder.stop()?.entries).toMatchObject([
    { args: [{ user: 'Alice', password: { $secret: 1 } }] },
    { args: [{ session: { accessToken: { $secret: 2 } } }] },
  ]);
});

it('puts marks in the place of the auth and the query of its clients, and leaves out their headers', () => {
  const auth = { key: 'key-1234', level: 3, own: { $secret: 7 } };
  const secret = { auth, query: { token: 'query-1234' }, headers: { 'X-Key': 'header-1234' } };
  clients = [{ ...alice, settings: { ...DEFAULT_SETTINGS, ...secret } }];
  const recorder = recorderOf();
  recorder.start({ name: 'Auth' });
  receive('nobody:knows', { again: ['key-1234', 'query-1234'] });
  const recording = recorder.stop() as Recording;
  const settings = {
    auth: { key: { $secret: 1 }, level: { $secret: -2 }, own: { $$secret: { $secret: -3 } } },
    query: { token: { $secret: 4 } },
  };
  expect(recording.clients[0]?.settings).toMatchObject({ ...settings, headers: {} });
  expect(JSON.stringify(recording)).not.toMatch(/(?:key|query|header)-1234/);
  expect(parseRecording(printRecording(recording)).clients).toEqual(recording.clients);
});

it('puts a mark wherever a secret stands, also before it is known as one, and keeps that it is a number', () => {
  const recorder = recorderOf();
  recorder.start({ name: 'Later' });
  receive('session', { sid: TOKEN, code: 99_887_766 });
  call('resume', { token: TOKEN, password: 99_887_766 });
  const recording = recorder.stop() as Recording;
  expect(recording.entries).toMatchObject([
    { args: [{ sid: { $secret: 1 }, code: { $secret: -2 } }] },
    { args: [{ token: { $secret: 1 }, password: { $secret: -2 } }] },
  ]);
  // The server gives both: nobody is asked for them.
  expect(findGivenValues(recording).askedSecrets.size).toBe(0);
});

it.each(['{"user":"bob","password":"hunter2!"}', 'password=hunter2!'])(
  'puts a mark in the place of the text %s',
  (text) => {
    const recorder = recorderOf();
    recorder.start({ name: 'Texts' });
    call('auth', text);
    receive('echo', { said: text });
    expect(recorder.stop()?.entries).toMatchObject([
      { args: [{ $secret: 1 }] },
      { args: [{ said: { $secret: 1 } }] },
    ]);
  },
);

it('keeps the settings of the server that a client spoke to first, and marks the secrets of all', () => {
  const recorder = recorderOf();
  recorder.start({ name: 'Moved' });
  for (const server of ['first', 'second']) {
    const settings = { ...DEFAULT_SETTINGS, url: `https://${server}`, auth: { key: `key of ${server}` } };
    clients = [{ ...alice, settings }];
    changed();
    receive('news', { said: ['key of first', 'key of second'] });
  }
  const recording = recorder.stop() as Recording;
  expect(recording.clients).toMatchObject([{ settings: { url: 'https://first' } }]);
  expect(JSON.stringify(recording)).not.toContain('key of');
});

it('reports data that looks like a mark or like binary from real ones', () => {
  const recorder = recorderOf();
  recorder.start({ name: 'Lookalikes' });
  const data = [{ $secret: 3 }, { $bytes: 'not base64' }];
  reply(call('session:login', data), { token: TOKEN, data });
  const recording = parseRecording(printRecording(recorder.stop() as Recording));
  const read = openRecording(recording).entries;
  expect(read).toMatchObject([
    { args: [data], answer: { reply: { data: { token: { $secret: 1 }, data } } } },
  ]);
  expect(findGivenValues(recording).askedSecrets.size).toBe(0);
});

it('is read again whatever its name is, and where the clock was set back meanwhile', () => {
  const recorder = recorderOf();
  vi.useFakeTimers({ toFake: ['Date'], now: 2_000_000 });
  onTestFinished(() => void vi.useRealTimers());
  recorder.start({ name: 'x'.repeat(300) });
  receive('system:notice', {});
  vi.setSystemTime(1_000_000);
  const recording = recorder.stop() as Recording;
  expect(recording.duration).toBe(0);
  expect(parseRecording(printRecording(recording)).name).toBe(recording.name);
});

it('knows clients that come later, and collects nothing once it has stopped', () => {
  const recorder = recorderOf();
  recorder.start({ name: 'More' });
  clients = [...clients, { ...alice, id: 'b', name: 'Bob', hue: 1 }];
  changed();
  receive('system:notice', {}, 'b');
  const recording = recorder.stop();
  receive('system:notice', {}, 'b');
  expect(recording?.clients.map(({ name }) => name)).toEqual(['Bob']);
  expect(recording?.entries).toHaveLength(1);
});

it('notes the names that clients take, and who was logged in before', () => {
  clients = [{ ...alice, identity: { user, token: TOKEN } }];
  const recorder = recorderOf();
  recorder.start({ name: 'Names' });
  clients = [{ ...alice, identity: { user: { id: 'u2', name: 'Anna' }, token: TOKEN } }];
  changed();
  receive('system:notice', {});
  expect(recorder.stop()?.clients).toMatchObject([{ id: 'a', identities: ['Anna'], startedAs: 'Alice' }]);
});

it('ends by itself at its limits, and says which', () => {
  const full: Recording[] = [];
  const onFull = (recording: Recording) => void full.push(recording);
  const recorder = recorderOf({ entries: 3, size: 100_000 });
  recorder.start({ name: 'Many', onFull });
  for (let round = 0; round < 5; round += 1) receive('system:notice', {});
  expect(full[0]?.cut).toContain('3 entries');
  expect(full[0]?.entries).toHaveLength(3);
  expect(recorder.getSnapshot().status).toBe('idle');

  const small = recorderOf({ entries: 100, size: 2_000_000 });
  small.start({ name: 'Large', onFull });
  receive('system:notice', { text: 'x'.repeat(2_000_000) });
  expect(full[1]?.cut).toContain('2 MB');
});

it('leaves out what JSON cannot hold, and counts it', () => {
  const recorder = recorderOf();
  recorder.start({ name: 'Odd' });
  call('system:echo', JSON.parse('['.repeat(99) + ']'.repeat(99)));
  reply(call('system:echo', { value: 1 }), { value: 1 });
  const recording = recorder.stop();
  expect(recording?.entries).toMatchObject([{ id: 0, kind: 'call', answer: { after: 0 } }]);
  expect(recording?.leftOut).toBe(1);
});

it('ignores replies to calls from before it began', () => {
  const sent = call('system:echo', {});
  const recorder = recorderOf();
  recorder.start({ name: 'Late' });
  reply(sent, { value: 1 });
  expect(recorder.stop()?.entries).toEqual([]);
});

it('says how much it holds, at most once a frame', () => {
  const recorder = recorderOf();
  recorder.start({ name: 'Counts' });
  let notified = 0;
  recorder.subscribe(() => {
    notified += 1;
  });
  call('room:list', null);
  receive('system:notice', {});
  flush();
  expect(notified).toBe(1);
  expect(recorder.getSnapshot()).toMatchObject({
    status: 'recording',
    counts: { calls: 1, events: 1, errors: 0 },
  });
});
