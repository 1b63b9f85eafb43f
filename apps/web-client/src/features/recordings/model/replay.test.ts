import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { expect, it, onTestFinished } from 'vitest';
import { type ConnectionSettings, DEFAULT_SETTINGS } from '../../../clients/connection-settings.ts';
import { openLink } from '../../../clients/open-link.ts';
import { Recorder } from '../../../lib/recorder.ts';
import type { Recording } from '../../../lib/recording.ts';
import { TrafficLog } from '../../../lib/traffic-log.ts';
import { compareRuns } from './compare.ts';
import { called, rawCalled, rawRecordingOf, recordingOf } from './recording.fixture.ts';
import { replay } from './replay.ts';

type Ack = (...answer: unknown[]) => void;

async function startServer(namespace: string, attach: (socket: Socket) => void) {
  const http = createServer();
  const io = new Server(http, { path: '/elsewhere/' });
  onTestFinished(() => io.close());
  const handshakes: unknown[] = [];
  const queries: unknown[] = [];
  io.of(namespace).on('connection', (socket) => {
    handshakes.push(socket.handshake.auth);
    queries.push(socket.handshake.query.key);
    attach(socket);
  });
  await once(http.listen(0), 'listening');
  return { io, handshakes, queries, url: `http://localhost:${(http.address() as AddressInfo).port}` };
}

function optionsFor(url: string) {
  return {
    url,
    pace: 'fast',
    signal: new AbortController().signal,
    substitutions: new Map<string, string>(),
    secrets: new Map([[1, 'typed again']]),
  } as const;
}

it('connects as the recorded client did, and leaves no connection open where it fails', async () => {
  const { io, handshakes, queries, url } = await startServer('/', () => undefined);
  const settings = {
    ...DEFAULT_SETTINGS,
    path: '/elsewhere/',
    auth: { key: { $secret: 1 } },
    query: { key: { $secret: 1 } },
  };
  const recording = recordingOf(called('a1', 'x', null, { ok: true }), {
    clients: [{ id: 'a', name: 'Alice', hue: 0, identities: [], settings }],
  });
  const onProgress = (done: number): void => {
    if (done > 0) throw new Error('The page failed.');
  };
  await expect(replay(recording, { ...optionsFor(url), onProgress })).rejects.toThrow('The page failed.');
  expect(handshakes).toMatchObject([{ key: 'typed again' }]);
  expect(queries).toEqual(['typed again']);
  await expect.poll(() => io.engine.clientsCount).toBe(0);
});

/** A server of free names, several arguments and bare answers; each run has other ids. */
function attachPlain(greeting: string) {
  return (socket: Socket): void => {
    socket.emit('welcome', greeting, 42, { at: new Date().toISOString() });
    socket.on('sum', (a: number, b: number, ack: Ack) => ack(a + b));
    socket.on('note:make', (text: string, ack: Ack) => ack(null, { id: crypto.randomUUID(), text }));
    socket.on('note:read', (id: string, ack: Ack) => ack(id.length === 36 ? 'bare value' : 'unknown'));
  };
}

/** Records what a client does, from before it connects, or only after the server has greeted it. */
async function recordPlain(url: string, settings: ConnectionSettings, isLate = false): Promise<Recording> {
  const log = new TrafficLog(100, () => undefined);
  const source = {
    subscribe: () => () => undefined,
    getSnapshot: () => [{ id: 'a', name: 'A', hue: 0, settings }],
  };
  const recorder = new Recorder(log, source, undefined, () => undefined);
  if (!isLate) recorder.start({ name: 'Plain' });
  const link = openLink(settings, url);
  const welcome = new Promise<void>((resolve) =>
    link.onMessage((message) => {
      log.add('a', message);
      if (message.kind === 'event') resolve();
    }),
  );
  link.connect();
  await welcome;
  recorder.start({ name: 'Plain' });
  const call = { ack: true, timeout: 2_000 };
  await link.send('sum', [1, 2], call);
  const made = await link.send('note:make', ['milk'], call);
  await link.send('note:read', [Reflect.get(Object(made?.args[1]), 'id')], call);
  link.stop();
  return recorder.stop() as Recording;
}

it('replays a client without a contract over a raw connection, with the ids of the new run', async () => {
  const settings = { ...DEFAULT_SETTINGS, contract: 'raw', namespace: '/chat2', path: '/elsewhere/' };
  const before = await startServer('/chat2', attachPlain('hello'));
  const recording = await recordPlain(before.url, settings);
  const after = await startServer('/chat2', attachPlain('good day'));
  const again = await replay(recording, optionsFor(after.url));
  expect(again.problems).toEqual([]);
  expect(after.handshakes).toEqual([{}]);
  const { calls, events } = compareRuns(recording, again.recording, again);
  expect(calls.map(({ event, verdict, outcomes }) => [event, verdict, outcomes?.replayed])).toEqual([
    ['sum', 'same', 'answered'],
    ['note:make', 'same', 'answered'],
    ['note:read', 'same', 'answered'],
  ]);
  expect(events).toMatchObject([
    {
      event: 'welcome',
      verdict: 'differs',
      recorded: { 'argument 1': 'hello', 'argument 2': 42, 'argument 3': { at: '(varies)' } },
    },
  ]);
});

it('does not compare the greeting of a client that was connected before the recording began', async () => {
  const settings = { ...DEFAULT_SETTINGS, contract: 'raw', path: '/elsewhere/' };
  const { url } = await startServer('/', attachPlain('hello'));
  const recording = await recordPlain(url, settings, true);
  const again = await replay(recording, optionsFor(url));
  const { calls, events, differences } = compareRuns(recording, again.recording, again);
  expect(calls).toHaveLength(3);
  expect({ events, differences }).toEqual({ events: [], differences: 0 });
});

it('says which call could not be sent', async () => {
  const { url } = await startServer('/', () => undefined);
  const settings = { ...DEFAULT_SETTINGS, contract: 'raw', path: '/elsewhere/' };
  const recording = recordingOf(called('a1', 'disconnecting', null, { ok: true }), {
    clients: [{ id: 'a', name: 'Alice', hue: 0, identities: [], settings }],
  });
  const { problems } = await replay(recording, optionsFor(url));
  expect(problems).toEqual([expect.stringMatching(/^disconnecting was not sent: \S/)]);
});

it('waits for a connection that broke by itself to be made again, before it sends', async () => {
  const settings = { ...DEFAULT_SETTINGS, contract: 'raw', path: '/elsewhere/' };
  const reconnect = { ...settings.reconnect, delay: 10 };
  const { url, handshakes } = await startServer('/', (socket) => {
    socket.on('cut', () => socket.conn.close());
    socket.on('sum', (a: number, b: number, ack: Ack) => ack(a + b));
  });
  const plain = rawRecordingOf([
    rawCalled(1, 'cut', [], { by: 'client', args: [], outcome: 'disconnected' }),
    rawCalled(2, 'sum', [1, 2], { by: 'server', args: [3], outcome: 'answered' }),
  ]);
  const clients = plain.clients.map((client) => ({ ...client, settings: { ...settings, reconnect } }));
  const again = await replay({ ...plain, clients }, optionsFor(url));
  expect(handshakes).toHaveLength(2);
  expect(again.recording.entries.filter(({ kind }) => kind === 'call')).toMatchObject([
    { event: 'cut', answer: { outcome: 'disconnected' } },
    { event: 'sum', answer: { args: [3] } },
  ]);
});
