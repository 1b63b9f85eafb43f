import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:tls';
import { batchingWsEngine } from '@switchboard/ws-engine';
import type { Socket } from 'socket.io-client';
import { describe, expect, inject, it } from 'vitest';
import { failure, startApp, type TestApp, testConfig } from '../app.fixture.ts';
import { next } from '../testing/waiting.ts';
import { createSocketServer } from './socket-server.ts';

/** A WebSocket made by hand, which answers nothing by itself: no heartbeat, no close. */
interface SilentPeer extends Disposable {
  /** Sends one text frame, as a client masks it; at most 125 bytes. */
  write(text: string): void;
  /** Resolves once the server has sent these bytes, or already has. */
  waitFor(bytes: string | Buffer): Promise<void>;
}

async function silentPeer({ port, ca }: TestApp): Promise<SilentPeer> {
  const socket = connect({ host: 'localhost', servername: 'localhost', port, ca });
  let received = Buffer.alloc(0);
  socket.on('data', (data) => {
    received = Buffer.concat([received, data]);
  });
  const waitFor = async (bytes: string | Buffer): Promise<void> => {
    while (!received.includes(bytes)) await once(socket, 'data');
  };
  const lines = [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    `Host: localhost:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  await waitFor('HTTP/1.1 101 ');
  const write = (text: string): void => {
    socket.write(Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0, ...Buffer.from(text)]));
  };
  write('40');
  await waitFor('40{"sid"');
  return { write, waitFor, [Symbol.dispose]: () => socket.destroy() };
}

/** A close frame without a status. */
const CLOSE_FRAME = Buffer.from([0x88, 0x00]);

describe('the heartbeat', () => {
  // A pause of the whole process must not look like a silent peer.
  const HEARTBEAT = { pingInterval: 100, pingTimeout: 5_000 };

  it('drops a peer that is silent, and notifies the others that it left', async () => {
    await using app = await startApp(HEARTBEAT);
    const alice = await app.login('Alice');
    await alice.socket.emitWithAck('topic:open', { topic: 'general' });
    const [joined, left] = [next(alice.socket, 'topic:opened'), next(alice.socket, 'topic:closed')];
    using bob = await silentPeer(app);
    bob.write('420["user:enter",{"name":"Bob"}]');
    await bob.waitFor('430[');
    bob.write('421["topic:open",{"topic":"general"}]');
    expect(await joined).toMatchObject({ user: { name: 'Bob' } });
    expect(await left).toMatchObject({ user: { name: 'Bob' } });
    expect((await app.request('/metrics')).text).toContain('\nswitchboard_connected_sockets 1\n');
    await bob.waitFor(CLOSE_FRAME);
  });

  it('keeps a peer that answers', async () => {
    await using app = await startApp(HEARTBEAT);
    const socket = await app.connect();
    for (let heartbeat = 0; heartbeat < 4; heartbeat++) {
      await new Promise<void>((resolve) => socket.io.engine.once('heartbeat', resolve));
    }
    expect(await socket.emitWithAck('clock:read')).toMatchObject({ ok: true });
  });
});

describe('a connection that never asks for a namespace', () => {
  it('is closed when its time to connect is over, and one that asked is not', async () => {
    await using app = await startApp({ connectTimeout: 300 });
    const socket = await app.connect();
    const idle = app.open({ autoConnect: false }).io;
    const closed = new Promise((resolve) => idle.once('close', resolve));
    idle.open();
    expect(await closed).toBe('transport close');
    expect(socket.connected).toBe(true);
    expect(await socket.emitWithAck('clock:read')).toMatchObject({ ok: true });
  });
});

describe('what no client of ours would send', () => {
  it.each([
    '42',
    '42["*",null]',
    '42["__proto__",{}]',
    '42["constructor",{}]',
    '42[null]',
    '42[]',
    '4',
    '49',
    '4x',
  ])('the wire text %s leaves the process alive and others served', async (text) => {
    await using app = await startApp();
    const bystander = await app.connect();
    using peer = await silentPeer(app);
    peer.write(text);
    expect(await bystander.emitWithAck('value:return', { value: text })).toMatchObject({ ok: true });
    expect(bystander.connected).toBe(true);
  });

  it('a hostile packet from a client that goes on is answered, and so is its next call', async () => {
    await using app = await startApp();
    const socket = await app.connect();
    for (const text of ['2', '2["*",null]', '2["__proto__",{}]', '2["constructor",{}]'])
      socket.io.engine.write(text);
    expect(await socket.emitWithAck('clock:read')).toMatchObject({ ok: true });
  });

  it.each(['error', 'connection', 'message', 'ping', 'topic:opened'])(
    'an event named %s is unknown like any other',
    async (event) => {
      await using app = await startApp();
      const { socket } = await app.login('Alice');
      await socket.emitWithAck('topic:open', { topic: 'general' });
      const reply = new Promise((resolve) => {
        socket.io.engine.on(
          'message',
          (text: string) => text.startsWith('37[') && resolve(JSON.parse(text.slice(2))),
        );
      });
      socket.io.engine.write(`27["${event}","forged"]`);
      expect(await reply).toEqual([failure('NOT_FOUND')]);
      expect(await socket.emitWithAck('note:add', { topic: 'general', text: 'hi' })).toMatchObject({
        ok: true,
      });
    },
  );
});

describe('a packet that takes a name of Socket.IO itself', () => {
  it.each(['connect', 'disconnect', 'disconnecting', 'newListener'])(
    'ends the connection: %s',
    async (event) => {
      await using app = await startApp();
      const [alice, bob] = [await app.login('Alice'), await app.login('Bob')];
      for (const { socket } of [alice, bob]) await socket.emitWithAck('topic:open', { topic: 'general' });
      const left = next(alice.socket, 'topic:closed');
      bob.socket.io.engine.write(`2["${event}","forged"]`);
      expect(await left).toEqual({ topic: 'general', user: bob.user });
    },
  );
});

describe('the packet limit', () => {
  it.each(['websocket', 'polling'])(
    'closes a connection that sends more than 256 KiB by %s',
    async (transport) => {
      await using app = await startApp();
      const bystander = await app.connect();
      const socket: Socket = await app.connect({ transports: [transport] });
      const gone = next<string>(socket, 'disconnect');
      socket.emit('value:return', { value: 'x'.repeat(262_144) });
      expect(await gone).toMatch(/^transport (close|error)$/);
      expect(await bystander.emitWithAck('clock:read')).toMatchObject({ ok: true });
    },
  );
});

describe('BATCHED_WRITES', () => {
  it.each([true, false])('as %j decides how Engine.IO writes', (batchedWrites) => {
    const io = createSocketServer(createServer(), { ...testConfig(), batchedWrites });
    const { ws } = io.engine as unknown as { ws: object };
    expect(ws instanceof batchingWsEngine).toBe(batchedWrites);
  });

  it('is for the servers of the tests what the run asks for', () => {
    expect(testConfig().batchedWrites).toBe(inject('batchedWrites') === 'on');
  });
});
