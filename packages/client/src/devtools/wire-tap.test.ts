import type { IncomingMessage } from 'node:http';
import type { Socket } from 'socket.io';
import { describe, expect, it } from 'vitest';
import { serve, sync, type TestClient, type TestServer, until } from '../server.fixture.ts';
import type { Traffic } from '../traffic.ts';
import type { ConnectionStep } from './connection-step.ts';
import type { Frame } from './frame.ts';
import { type InspectedTraffic, inspectClient } from './inspect-client.ts';

type Ack = (reply: unknown) => void;

function echo(socket: Socket): void {
  socket.on('file:echo', (payload: unknown, _meta: unknown, ack: Ack) => ack({ ok: true, data: payload }));
}

function record(client: TestClient): InspectedTraffic[] {
  const traffic: InspectedTraffic[] = [];
  inspectClient(client).observe((one) => traffic.push(one));
  return traffic;
}

function stepsOf(client: TestClient): ConnectionStep[] {
  const steps: ConnectionStep[] = [];
  inspectClient(client).onStep((step) => steps.push(step));
  return steps;
}

/** Resolves to the first step of the kind from now on. */
function step<Kind extends ConnectionStep['kind']>(client: TestClient, kind: Kind) {
  return new Promise<Extract<ConnectionStep, { kind: Kind }>>((resolve) => {
    const stop = inspectClient(client).onStep((one) => {
      if (one.kind !== kind) return;
      stop();
      resolve(one as Extract<ConnectionStep, { kind: Kind }>);
    });
  });
}

/** What really arrives at the server: the messages of its WebSockets and the bodies of its POST requests. */
function listenRaw({ io }: TestServer): Frame[] {
  const frames: Frame[] = [];
  io.engine.on('connection', ({ transport }: { transport: { name: string; socket: unknown } }) => {
    if (transport.name !== 'websocket') return;
    const socket = transport.socket as {
      on(event: 'message', hear: (data: Buffer, binary: boolean) => void): void;
    };
    socket.on('message', (data, isBinary) => frames.push(isBinary ? Uint8Array.from(data) : data.toString()));
  });
  io.engine.use((request: IncomingMessage, _response: unknown, next: () => void) => {
    if (request.method === 'POST') {
      request.on('data', (body: Buffer) => frames.push(...body.toString().split('\x1e')));
    }
    next();
  });
  return frames;
}

function framesOf(traffic: readonly InspectedTraffic[], kind: Traffic['kind']): readonly Frame[] | undefined {
  const frames = traffic.find((one) => one.kind === kind)?.frames;
  return frames?.map((frame) => (typeof frame === 'string' ? frame : Uint8Array.from(frame)));
}

const BYTES = Uint8Array.of(1, 2, 255);
const ATTACHMENT = { polling: 'bAQL/', websocket: BYTES };

describe.each(['polling', 'websocket'] as const)('frames over %s', (transport) => {
  const options = { socketOptions: { transports: [transport] } };

  it('of a call are those that arrive at the server, its attachment included', async () => {
    const server = await serve(echo);
    const arrived = listenRaw(server);
    const caller = server.client(options);
    await until(caller, 'connected');
    arrived.length = 0;
    const traffic = record(caller);
    await caller.call('file:echo', { bytes: BYTES });
    expect(framesOf(traffic, 'call')).toEqual(arrived);
    expect(arrived).toEqual([
      expect.stringMatching(
        /^451-0\["file:echo",\{"bytes":\{"_placeholder":true,"num":0\}\},\{"deadline":\d+\}\]$/,
      ),
      ATTACHMENT[transport],
    ]);
  });

  it('of a send, a reply and an event are the packets of each', async () => {
    const { client, io } = await serve(echo);
    const caller = client(options);
    await until(caller, 'connected');
    const traffic = record(caller);
    caller.send('note:drop', { text: 'hello' });
    await caller.call('file:echo', { bytes: BYTES });
    io.emit('file:added', { bytes: BYTES });
    await sync(caller);
    expect(framesOf(traffic, 'send')).toEqual(['42["note:drop",{"text":"hello"}]']);
    expect(framesOf(traffic, 'reply')).toEqual([
      '461-0[{"ok":true,"data":{"bytes":{"_placeholder":true,"num":0}}}]',
      ATTACHMENT[transport],
    ]);
    expect(framesOf(traffic, 'event')).toEqual([
      '451-["file:added",{"bytes":{"_placeholder":true,"num":0}}]',
      ATTACHMENT[transport],
    ]);
  });

  it('are kept apart where messages come at once, in the namespace of the URL', async () => {
    const { url, io, client } = await serve();
    io.of('/other').on('connection', () => {});
    const caller = client(options);
    expect(caller.url).toBe(url);
    await until(caller, 'connected');
    const traffic = record(caller);
    for (const total of [1, 2, 3]) io.emit('count:changed', { total });
    await sync(caller);
    const frames = traffic.flatMap((one) => (one.kind === 'event' ? [one.frames] : []));
    expect(frames).toEqual([1, 2, 3].map((total) => [`42["count:changed",{"total":${total}}]`]));
  });

  it('are left out for a call that had to wait for the connection, and kept for its reply', async () => {
    const { client } = await serve(echo);
    const caller = client(options);
    const traffic = record(caller);
    await caller.call('file:echo', { bytes: BYTES });
    expect(traffic.map(({ kind, frames }) => [kind, frames?.length])).toEqual([
      ['call', undefined],
      ['reply', 2],
    ]);
  });
});

describe('frames', () => {
  it('of a reply that came too late are given to nobody else', async () => {
    let release: Ack = () => {};
    const { client, io } = await serve((socket) => {
      socket.on('time:now', (_payload: unknown, _meta: unknown, ack: Ack) => {
        release = ack;
      });
    });
    const caller = client();
    await until(caller, 'connected');
    await caller.call('time:now', null, { timeout: 20 });
    const traffic = record(caller);
    release({ ok: true, data: { now: 'late' } });
    io.emit('clock:struck');
    await sync(caller);
    expect(framesOf(traffic, 'event')).toEqual(['42["clock:struck"]']);
  });

  it('are no part of what the client itself reports', async () => {
    const { client, io } = await serve(echo);
    const caller = client();
    await until(caller, 'connected');
    const traffic: Traffic[] = [];
    caller.observe((one) => traffic.push(one));
    await caller.call('file:echo', { bytes: BYTES });
    io.emit('clock:struck');
    await sync(caller);
    expect(traffic.length).toBeGreaterThan(3);
    for (const one of traffic) expect(one).not.toHaveProperty('frames');
  });

  it('leave calls that cannot be sent as they are: refused, reported in order', async () => {
    const { client } = await serve();
    const caller = client();
    await until(caller, 'connected');
    const traffic = record(caller);
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const stopped = { signal: AbortSignal.abort() };
    expect(await caller.callUnchecked('any', circle)).toMatchObject({ error: { code: 'BAD_REQUEST' } });
    expect(await caller.callUnchecked('any', 1, stopped)).toMatchObject({ error: { code: 'TIMEOUT' } });
    expect(traffic.map(({ kind }) => kind)).toEqual(['call', 'reply', 'call', 'reply']);
  });
});

describe('the steps', () => {
  const upgrading = { socketOptions: { transports: ['polling', 'websocket'] } };

  it('of an upgrade are reported one by one', async () => {
    const { client } = await serve();
    const caller = client(upgrading);
    const steps = stepsOf(caller);
    await step(caller, 'upgraded');
    expect(steps).toEqual([
      {
        kind: 'handshake',
        at: expect.any(Number),
        transport: 'polling',
        pingInterval: 25_000,
        pingTimeout: 20_000,
        upgrades: ['websocket'],
      },
      { kind: 'upgrading', at: expect.any(Number), transport: 'websocket' },
      { kind: 'upgraded', at: expect.any(Number), transport: 'websocket' },
    ]);
  });

  it('report an upgrade that failed, after which the connection stays as it is', async () => {
    const { client, io } = await serve();
    io.engine.use(({ headers, socket }: IncomingMessage, _response: unknown, next: () => void) => {
      if (headers.upgrade) socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      else next();
    });
    const caller = client(upgrading);
    const failed = await step(caller, 'upgrade-failed');
    expect(failed).toMatchObject({ transport: 'websocket', reason: expect.stringContaining('probe error') });
    await sync(caller);
    expect(caller.state).toMatchObject({ status: 'connected', transport: 'polling' });
  });

  it('name no upgrade where there is none to try', async () => {
    const { client } = await serve();
    const caller = client({ autoConnect: false, socketOptions: { transports: ['polling'] } });
    const opened = step(caller, 'opening');
    const shaken = step(caller, 'handshake');
    caller.connect();
    expect(await opened).toMatchObject({ transport: 'polling' });
    expect(await shaken).toMatchObject({ transport: 'polling', upgrades: [] });
  });

  it("report the server's heartbeats", async () => {
    const { client, io } = await serve();
    Object.assign(io.engine.opts, { pingInterval: 10 });
    const caller = client();
    const before = Date.now();
    expect((await step(caller, 'heartbeat')).at).toBeGreaterThanOrEqual(before);
  });

  it('report until when nothing is tried, and connect() does not wait for it', async () => {
    const { client, gate, received } = await serve();
    gate.open = false;
    const caller = client({ socketOptions: { reconnectionDelay: 60_000, reconnectionDelayMax: 60_000 } });
    const { at, until: end } = await step(caller, 'waiting');
    expect(end - at).toBeGreaterThan(20_000);
    const call = caller.call(
      'note:drop',
      { text: 'waited' },
      { timeout: 5_000, signal: AbortSignal.timeout(500) },
    );
    gate.open = true;
    caller.connect();
    expect(caller.state).toMatchObject({ status: 'connecting', attempt: 2 });
    await until(caller, 'connected');
    await sync(caller);
    expect(received).toMatchObject([['note:drop', { text: 'waited' }, {}]]);
    await call;
  });

  it('begin anew with each attempt, also after one that was not waited for', async () => {
    const { client, gate, cut } = await serve();
    const caller = client();
    await until(caller, 'connected');
    const steps = stepsOf(caller);
    for (let round = 0; round < 2; round += 1) {
      gate.open = false;
      const waiting = step(caller, 'waiting');
      cut();
      await waiting;
      steps.length = 0;
      caller.connect();
      await until(caller, 'reconnecting', ({ attempt }) => attempt === 3);
      gate.open = true;
      await until(caller, 'connected');
      expect(steps.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['opening', 'handshake']));
    }
  });

  it('are reported to each inspection until it is stopped, in any order', async () => {
    const { client, gate, cut } = await serve();
    const caller = client();
    await until(caller, 'connected');
    const seen = ['first', 'second', 'third'].map((name) => {
      const tools = inspectClient(caller);
      const heard: string[] = [];
      tools.onStep(({ kind }) => heard.push(kind));
      return { name, tools, heard };
    });
    const lose = async (): Promise<void> => {
      for (const { heard } of seen) heard.length = 0;
      gate.open = false;
      cut();
      await until(caller, 'reconnecting');
      gate.open = true;
      await until(caller, 'connected');
    };
    const waiting = () => seen.flatMap(({ name, heard }) => (heard.includes('waiting') ? [name] : []));
    await lose();
    expect(waiting()).toEqual(['first', 'second', 'third']);
    seen[0]?.tools.stop();
    await lose();
    expect(waiting()).toEqual(['second', 'third']);
    seen[2]?.tools.stop();
    seen[1]?.tools.stop();
    await lose();
    expect(waiting()).toEqual([]);
  });
});
