import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serve, until } from '../server.fixture.ts';
import type { ConnectionStep } from './connection-step.ts';
import type { SeenFrame } from './frame.ts';
import { attach, next, open } from './raw-connection.fixture.ts';
import type { RawConnection } from './raw-connection.ts';

function framesOf(raw: RawConnection): SeenFrame[] {
  const frames: SeenFrame[] = [];
  raw.onFrame((seen) => frames.push(seen));
  return frames;
}

describe.each(['polling', 'websocket'])('a raw connection over %s', (transport) => {
  const options = { socketOptions: { transports: [transport] } };

  it('sends arguments as they are given, and gives all arguments of the answer', async () => {
    const { url } = await serve(attach);
    const raw = open(url, options);
    expect(await raw.emitWithAck('add', [1, 2])).toEqual({
      status: 'answered',
      args: [3, 'and more'],
      latency: expect.any(Number),
    });
    const args = [null, 'a', [{}], { bytes: Buffer.of(1, 2) }, Buffer.of(3)];
    expect(await raw.emitWithAck('echo', args)).toMatchObject({ args });
    expect(await raw.emitWithAck('echo')).toMatchObject({ args: [] });
  });

  it('reports events as they arrive, without an answer where none is wanted', async () => {
    const { url } = await serve(attach);
    const raw = open(url, options);
    raw.emit('fire', [1, null, Buffer.of(2)]);
    const event = await next(raw);
    expect(event).toEqual({ at: expect.any(Number), event: 'fired', args: [1, null, Buffer.of(2)] });
    raw.emit('fire');
    expect(await next(raw)).toMatchObject({ event: 'fired', args: [] });
  });

  it('answers a server with any number of arguments', async () => {
    const { url, io } = await serve(attach);
    const raw = open(url, options);
    await until(raw, 'connected');
    raw.onEvent(({ answer, args }) => answer?.(...args, 'seen'));
    for (const args of [[], [1, Buffer.of(2)]]) {
      const answer = await new Promise((resolve) => {
        for (const socket of io.sockets.sockets.values()) {
          socket.emit('ask', ...args, (...given: unknown[]) => resolve(given));
        }
      });
      expect(answer).toEqual([...args, 'seen']);
    }
  });

  it('refuses to answer once the connection that asked is lost, and leaves the next one alone', async () => {
    const { url, io, cut } = await serve((socket) => {
      attach(socket);
      socket.emit('ask', () => undefined);
    });
    const raw = open(url, options);
    const { answer } = await next(raw);
    const again = next(raw);
    cut();
    await again;
    expect(() => answer?.('late')).toThrow('it can no longer be answered');
    expect(() => answer?.(1n)).toThrow(TypeError);
    expect(await raw.emitWithAck('add', [1, 2])).toMatchObject({ args: [3, 'and more'] });
    expect(io.sockets.sockets.size).toBe(1);
  });

  it('puts on the wire what plain Socket.IO would, and nothing else', async () => {
    const { url } = await serve(attach);
    const raw = open(url, { autoConnect: false, ...options });
    const frames = framesOf(raw);
    raw.connect();
    await until(raw, 'connected');
    raw.emit('fire', [1]);
    await next(raw);
    await raw.emitWithAck('add', [1, 2]);
    const messages = frames.filter(({ frame }) => typeof frame === 'string' && frame.startsWith('4'));
    expect(messages.map(({ direction, frame }) => [direction, frame])).toEqual([
      ['sent', '40'],
      ['received', expect.stringMatching(/^40\{"sid":/)],
      ['sent', '42["fire",1]'],
      ['received', '42["fired",1]'],
      ['sent', '420["add",1,2]'],
      ['received', '430[3,"and more"]'],
    ]);
    expect(new Set(frames.map((seen) => seen.transport))).toEqual(new Set([transport]));
    expect(frames[0]).toMatchObject({ direction: 'received', frame: expect.stringMatching(/^0\{"sid"/) });
  });
});

describe('the handshake', () => {
  it('carries what it is given: auth, query, path, headers and namespace', async () => {
    const seen: unknown[] = [];
    const http = createServer();
    const io = new Server(http, { path: '/elsewhere' });
    onTestFinished(() => io.close());
    io.of('/rooms').on('connection', ({ nsp, handshake: { auth, query, headers } }) => {
      seen.push([nsp.name, auth, query.shard, headers['x-team']]);
    });
    await once(http.listen(0), 'listening');
    const url = `http://localhost:${(http.address() as AddressInfo).port}`;
    const raw = open(`${url}/rooms`, {
      auth: { user: 'me' },
      socketOptions: { path: '/elsewhere', query: { shard: '7' }, extraHeaders: { 'x-team': 'blue' } },
    });
    await until(raw, 'connected');
    raw.disconnect();
    raw.setAuth({ user: 'you' });
    raw.connect();
    await until(raw, 'connected');
    expect(seen).toEqual([
      ['/rooms', { user: 'me' }, '7', 'blue'],
      ['/rooms', { user: 'you' }, '7', 'blue'],
    ]);
  });

  it('that is refused gives the error as it came, and is not tried again', async () => {
    const { url, io } = await serve(attach);
    const data = { code: 'SERVICE_UNAVAILABLE', message: 'Full.', seats: [0] };
    let handshakes = 0;
    io.use((_socket, decide) => {
      handshakes += 1;
      decide(Object.assign(new Error('No seat.'), { data }));
    });
    const raw = open(url);
    const { problem } = await until(raw, 'refused');
    expect(problem.cause).toMatchObject({ message: 'No seat.', data });
    expect(await raw.emitWithAck('echo')).toMatchObject({ status: 'disconnected' });
    expect(handshakes).toBe(1);
  });

  it.each([true, false])('says whether the server recovers connections: %s', async (recovers) => {
    const io = new Server(0, recovers ? { connectionStateRecovery: {} } : {});
    onTestFinished(() => io.close());
    const raw = open(`http://localhost:${(io.httpServer.address() as AddressInfo).port}`);
    expect(raw.isRecoverable).toBe(false);
    await until(raw, 'connected');
    expect(raw.isRecoverable).toBe(recovers);
  });

  it('of a namespace that is not served is refused', async () => {
    const { url } = await serve();
    const { problem } = await until(open(`${url}/nowhere`), 'refused');
    expect(problem.explanation).toMatch(/does not serve this namespace/);
  });
});

describe('an acknowledgement', () => {
  it('that does not come in time is a timeout', async () => {
    const { url } = await serve((socket) => socket.on('mute', () => {}));
    const raw = open(url);
    await until(raw, 'connected');
    expect(await raw.emitWithAck('mute', [], { timeout: 5 })).toMatchObject({ status: 'timeout' });
  });

  it('is lost with its connection', async () => {
    const { url } = await serve((socket) => socket.on('cut', () => socket.conn.close()));
    expect(await open(url).emitWithAck('cut')).toMatchObject({ status: 'disconnected' });
  });

  it('is lost at once, also where socket.io-client forgets it, as versions before 4.7 do', async () => {
    const { url } = await serve((socket) => socket.on('cut', () => socket.conn.close()));
    const raw = open(url);
    Object.assign(raw.socket, { _clearAcks: () => {} });
    expect(await raw.emitWithAck('cut')).toMatchObject({ status: 'disconnected' });
    await until(raw, 'connected');
  });

  it('that waits for a connection is given up by disconnect(), and nothing of it is sent later', async () => {
    const { url, received } = await serve(attach);
    const raw = open(url);
    raw.emit('fire', ['early']);
    const waits = raw.emitWithAck('echo', ['early']);
    raw.disconnect();
    expect(await waits).toMatchObject({ status: 'disconnected' });
    raw.connect();
    await raw.emitWithAck('echo', ['late']);
    expect(received).toEqual([['echo', 'late']]);
  });

  it('is not waited for where no connection is being made', async () => {
    const { url } = await serve();
    const raw = open(url, { autoConnect: false });
    expect(await raw.emitWithAck('any')).toEqual({ status: 'disconnected', latency: 0 });
    expect(() => raw.emit('any')).toThrow('There is no connection, and none is being made: connect first.');
  });
});

describe('a name', () => {
  it.each(['error', 'reconnect', 'packet', 'message', '*', '$history', '__proto__', 'constructor', ''])(
    'is a name like any other: %j',
    async (name) => {
      const { url } = await serve((socket) =>
        socket.onAny((event: string, ...args: unknown[]) => socket.emit(event, ...args)),
      );
      const raw = open(url);
      raw.emit(name, [1]);
      expect(await next(raw)).toMatchObject({ event: name, args: [1] });
    },
  );

  it.each(['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener'])(
    'that Socket.IO keeps for itself is refused at once: %s',
    async (name) => {
      const { url } = await serve();
      const raw = open(url, { autoConnect: false });
      const message = `Socket.IO keeps the name "${name}" for itself: send another event.`;
      expect(() => raw.emit(name)).toThrow(new TypeError(message));
      expect(() => raw.emitWithAck(name)).toThrow(new TypeError(message));
    },
  );
});

describe('arguments', () => {
  const circle: { self?: unknown } = {};
  circle.self = circle;

  it.each([[[1n]], [[circle]], [[new Blob()]], [Array.from({ length: 11 }, () => Uint8Array.of(1))]])(
    'that cannot be sent are refused at once, connected or not: %#',
    async (args) => {
      const { url } = await serve(attach);
      const raw = open(url);
      expect(() => raw.emit('echo', args)).toThrow(/^These arguments cannot be sent: /);
      await until(raw, 'connected');
      expect(() => raw.emitWithAck('echo', args)).toThrow(TypeError);
      expect(await raw.emitWithAck('add', [1, 1])).toMatchObject({ args: [2, 'and more'] });
    },
  );

  it('are sent as they were, also where they wait for the connection', async () => {
    const { url } = await serve(attach);
    const raw = open(url);
    const value = { text: 'before' };
    const answer = raw.emitWithAck('echo', [value]);
    value.text = 'after';
    expect(await answer).toMatchObject({ args: [{ text: 'before' }] });
  });

  it('take a timeout that a timer can keep', async () => {
    const { url } = await serve();
    const raw = open(url, { autoConnect: false });
    for (const timeout of [0, -1, Number.NaN, 2 ** 31]) {
      expect(() => raw.emitWithAck('any', [], { timeout })).toThrow(/^timeout must be a number/);
    }
  });
});

describe('what goes on below', () => {
  it('is reported: states, steps, and the way to break it', async () => {
    const { url } = await serve(attach);
    const raw = open(url, { autoConnect: false });
    const steps: ConnectionStep['kind'][] = [];
    raw.onStep(({ kind }) => steps.push(kind));
    raw.connect();
    await until(raw, 'connected');
    raw.fault.offline(true);
    const { problem } = await until(raw, 'reconnecting', ({ attempt }) => attempt > 0);
    expect(problem.message).toBe('offline');
    raw.fault.offline(false);
    await until(raw, 'connected');
    expect(steps).toEqual(expect.arrayContaining(['opening', 'handshake', 'waiting']));
  });

  it('is left to the caller where the socket is not to reconnect', async () => {
    const { url, cut } = await serve(attach);
    const raw = open(url, { socketOptions: { reconnection: false } });
    await until(raw, 'connected');
    cut();
    await until(raw, 'refused');
    raw.connect();
    await until(raw, 'connected');
  });
});
