import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { expect, it, onTestFinished } from 'vitest';
import { type ConnectionSettings, DEFAULT_SETTINGS } from '../../../links/connection-settings.ts';
import type { Link } from '../../../links/link.ts';
import { openLink } from '../../../links/open-link.ts';
import { parseRecording } from '../../../recordings/read-recording.ts';
import { Recorder } from '../../../recordings/recorder.ts';
import {
  askedRaw,
  called,
  heardRaw,
  rawCalled,
  rawRecordingOf,
  recordingOf,
} from '../../../recordings/recording.fixture.ts';
import { printRecording, type Recording } from '../../../recordings/recording.ts';
import { TrafficLog } from '../../../traffic/traffic-log.ts';
import { compareRuns } from './compare.ts';
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

it('sends what each client sent to the server of that client', async () => {
  const heardAt: string[] = [];
  const start = (name: string) =>
    startServer('/', (socket) =>
      socket.on('say', (text: string, ack: Ack) => {
        heardAt.push(`${text} at ${name}`);
        ack('heard');
      }),
    );
  const [one, other] = [await start('one'), await start('other')];
  const at = (id: string, url: string) => ({
    ...{ id, name: id, hue: 0, identities: [] },
    settings: { ...RAW_SETTINGS, url },
  });
  const answer = { by: 'server', args: ['heard'], outcome: 'answered' } as const;
  const said = rawRecordingOf([
    rawCalled(0, 'say', ['first'], answer),
    { ...rawCalled(1, 'say', ['second'], answer), clientId: 'b' },
  ]);
  const recording = { ...said, clients: [at('a', one.url), at('b', other.url)] };
  const run = await replay(recording, optionsFor('http://localhost:9'));
  expect(run.problems).toEqual([]);
  expect(heardAt.sort()).toEqual(['first at one', 'second at other']);
  expect(compareRuns(recording, run.recording).differences).toBe(0);
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

const RAW_SETTINGS = { ...DEFAULT_SETTINGS, contract: 'raw', path: '/elsewhere/' };
const CALL = { ack: true, timeout: 20_000 };

/** Records what a client does, from before it connects, or only after the server has greeted it. */
async function record(
  url: string,
  settings: ConnectionSettings,
  act: (link: Link) => Promise<unknown>,
  isLate = false,
): Promise<Recording> {
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
  await act(link);
  link.stop();
  return recorder.stop() as Recording;
}

async function usePlain(link: Link): Promise<void> {
  await link.send('sum', [1, 2], CALL);
  const made = await link.send('note:make', ['milk'], CALL);
  await link.send('note:read', [Reflect.get(Object(made?.args[1]), 'id')], CALL);
}

it('replays a client without a contract over a raw connection, with the ids of the new run', async () => {
  const settings = { ...RAW_SETTINGS, namespace: '/chat2' };
  const before = await startServer('/chat2', attachPlain('hello'));
  const recording = await record(before.url, settings, usePlain);
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
  const { url } = await startServer('/', attachPlain('hello'));
  const recording = await record(url, RAW_SETTINGS, usePlain, true);
  const again = await replay(recording, optionsFor(url));
  const { calls, events, differences } = compareRuns(recording, again.recording, again);
  expect(calls).toHaveLength(3);
  expect({ events, differences }).toEqual({ events: [], differences: 0 });
});

it('says which call could not be sent', async () => {
  const { url } = await startServer('/', () => undefined);
  const recording = recordingOf(called('a1', 'disconnecting', null, { ok: true }), {
    clients: [{ id: 'a', name: 'Alice', hue: 0, identities: [], settings: RAW_SETTINGS }],
  });
  const { problems } = await replay(recording, optionsFor(url));
  expect(problems).toEqual([expect.stringMatching(/^disconnecting was not sent: \S/)]);
});

it('waits for a connection that broke by itself to be made again, before it sends', async () => {
  const settings = { ...RAW_SETTINGS, reconnect: { ...RAW_SETTINGS.reconnect, delay: 10 } };
  const { url, handshakes } = await startServer('/', (socket) => {
    socket.on('cut', () => socket.conn.close());
    socket.on('sum', (a: number, b: number, ack: Ack) => ack(a + b));
  });
  const plain = rawRecordingOf([
    rawCalled(1, 'cut', [], { by: 'client', args: [], outcome: 'disconnected' }),
    rawCalled(2, 'sum', [1, 2], { by: 'server', args: [3], outcome: 'answered' }),
  ]);
  const clients = plain.clients.map((client) => ({ ...client, settings }));
  const again = await replay({ ...plain, clients }, optionsFor(url));
  expect(handshakes).toHaveLength(2);
  expect(again.recording.entries.filter(({ kind }) => kind === 'call')).toMatchObject([
    { event: 'cut', answer: { outcome: 'disconnected' } },
    { event: 'sum', answer: { args: [3] } },
  ]);
});

/** A shop that asks before it sells, under an id that is another in each run. */
function attachShop(socket: Socket): void {
  socket.emit('welcome');
  socket.on('order', (drink: string, ack: Ack) => {
    const id = crypto.randomUUID();
    socket.emit('sure?', { id, drink }, (answered: unknown, count: unknown) => {
      ack(answered === id ? `sold ${count}` : 'not sold');
    });
  });
}

it('gives the answers that the user gave, each to the event that came in its place', async () => {
  const { url } = await startServer('/', attachShop);
  const recording = await record(url, RAW_SETTINGS, async (link) => {
    link.onMessage((message) => {
      if (message.kind !== 'event') return;
      const [{ id }] = message.args as [{ id: string }];
      link.answerTo?.(message.args)?.([id, 2]);
    });
    expect((await link.send('order', ['tea'], CALL))?.args).toEqual(['sold 2']);
    expect((await link.send('order', ['milk'], CALL))?.args).toEqual(['sold 2']);
  });
  const again = await replay(parseRecording(printRecording(recording)), optionsFor(url));
  expect(again.problems).toEqual([]);
  const { calls, events, differences } = compareRuns(recording, again.recording, again);
  expect(calls.map(({ replayed }) => replayed)).toEqual(['sold 2', 'sold 2']);
  const asked = events.filter(({ event }) => event === 'sure?');
  expect(asked.map(({ outcomes }) => outcomes?.replayed)).toEqual(['answered', 'answered']);
  expect(differences).toBe(0);
});

it('says which event could not be answered', async () => {
  const { url } = await startServer('/', (socket) => {
    socket.on('ask', () => socket.emit('asked', 1));
  });
  const plain = rawRecordingOf([
    { kind: 'send', id: 0, at: 0, clientId: 'a', event: 'ask', args: [] },
    askedRaw(1, 'asked', [1], ['yes']),
    // The second is not waited for as long.
    heardRaw(2, 'gone', 1),
    askedRaw(3, 'gone', [1], ['yes']),
  ]);
  const clients = plain.clients.map((client) => ({ ...client, settings: RAW_SETTINGS }));
  const { problems } = await replay({ ...plain, clients }, optionsFor(url));
  expect(problems).toEqual([
    expect.stringMatching(/^asked was not answered .*: the server asked for no answer/),
    expect.stringMatching(/^gone was not answered .*: it did not arrive/),
  ]);
});

it('takes the event that came after the greeting, where both have one name', async () => {
  const { url } = await startServer('/', (socket) => {
    let last = '';
    const greet = (): void => {
      last = crypto.randomUUID();
      socket.emit('welcome', { id: last });
    };
    greet();
    socket.on('again', (ack: Ack) => ack(greet()));
    socket.on('use', (id: string, ack: Ack) => ack(id === last ? 'the last one' : 'an old one'));
  });
  const act = async (link: Link): Promise<void> => {
    const welcome = new Promise<string>((resolve) =>
      link.onMessage((message) => {
        if (message.kind === 'event') resolve(Reflect.get(Object(message.args[0]), 'id'));
      }),
    );
    await link.send('again', [], CALL);
    await link.send('use', [await welcome], CALL);
  };
  const recording = await record(url, RAW_SETTINGS, act, true);
  const again = await replay(recording, optionsFor(url));
  expect(compareRuns(recording, again.recording, again).calls).toMatchObject([
    { verdict: 'same' },
    { recorded: 'the last one', replayed: 'the last one' },
  ]);
});
