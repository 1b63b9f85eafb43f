import { once } from 'node:events';
import type { AddressInfo, Socket as NetSocket } from 'node:net';
import { Server, type ServerOptions, type Socket } from 'socket.io';
import { type Socket as Caller, io as connectTo, type ManagerOptions } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { batchingWsEngine } from './index.ts';
import { watchWrites } from './raw-peer.fixture.ts';

const batching = { wsEngine: batchingWsEngine };
const stock = { wsEngine: WebSocketServer };

/** A server, the sockets that it made of its callers, and the callers. */
async function meet(
  count: number,
  options: Partial<ServerOptions>,
  { transports = ['websocket'] }: Partial<ManagerOptions> = {},
) {
  const sockets: Socket[] = [];
  const io = new Server(0, options);
  io.on('connection', (socket) => sockets.push(socket));
  onTestFinished(() => io.close());
  const { httpServer } = io as unknown as { httpServer: import('node:http').Server };
  if (!httpServer.listening) await once(httpServer, 'listening');
  const { port } = httpServer.address() as AddressInfo;
  const callers: Caller[] = [];
  while (callers.length < count) {
    const caller = connectTo(`http://localhost:${port}`, { forceNew: true, transports });
    onTestFinished(() => void caller.disconnect());
    await new Promise<void>((resolve) => caller.once('connect', resolve));
    callers.push(caller);
  }
  const first = sockets[0];
  const caller = callers[0];
  if (!first || !caller) throw new Error('Nobody came.');
  return { io, socket: first, callers, caller };
}

function writesOf(socket: Socket): unknown[] {
  const { socket: webSocket } = socket.conn.transport as unknown as { socket: { _socket: NetSocket } };
  return watchWrites(webSocket._socket);
}

/** Resolves to all events before `end`, with their arguments. */
function heardBy(caller: Caller): Promise<unknown[][]> {
  const heard: unknown[][] = [];
  return new Promise((resolve) => {
    caller.onAny((event: string, ...args: unknown[]) => {
      if (event === 'end') resolve(heard);
      else heard.push([event, ...args]);
    });
  });
}

describe("Socket.IO's packets of one tick", () => {
  it.each([
    ['one write', batching, 1],
    ['four, with ws alone', stock, 4],
  ])('are %s', async (_what, options, count) => {
    const { socket, caller } = await meet(1, options);
    const writes = writesOf(socket);
    const heard = heardBy(caller);
    for (const n of [1, 2, 3]) socket.emit('tick', n);
    socket.emit('end');
    expect(await heard).toEqual([
      ['tick', 1],
      ['tick', 2],
      ['tick', 3],
    ]);
    expect(writes).toHaveLength(count);
  });

  it('are one write for each receiver of broadcasts', async () => {
    const { io, socket, callers } = await meet(3, batching);
    const writes = writesOf(socket);
    const heard = callers.map(heardBy);
    for (const text of ['a', '世界', 'x'.repeat(20_000)]) io.emit('tick', text);
    io.emit('end');
    for (const each of heard) {
      expect(await each).toEqual([
        ['tick', 'a'],
        ['tick', '世界'],
        ['tick', 'x'.repeat(20_000)],
      ]);
    }
    expect(writes).toHaveLength(1);
  });

  it('keep their order with attachments among them', async () => {
    const { socket, caller } = await meet(1, batching);
    const writes = writesOf(socket);
    const heard = heardBy(caller);
    socket.emit('text', 'before');
    socket.emit('bytes', Buffer.from([0, 127, 128, 255]), Buffer.alloc(40_000, 9));
    socket.emit('end');
    expect(await heard).toEqual([
      ['text', 'before'],
      ['bytes', Buffer.from([0, 127, 128, 255]), Buffer.alloc(40_000, 9)],
    ]);
    expect(writes).toHaveLength(1);
  });

  it('arrive when they are compressed', async () => {
    const { socket, caller } = await meet(1, { ...batching, perMessageDeflate: { threshold: 100 } });
    const heard = heardBy(caller);
    socket.emit('tick', 'x'.repeat(10_000));
    socket.emit('tick', 'y');
    socket.emit('end');
    expect(await heard).toEqual([
      ['tick', 'x'.repeat(10_000)],
      ['tick', 'y'],
    ]);
  });

  it('arrive when the connection began with polling', async () => {
    const { socket, caller } = await meet(1, batching, { transports: ['polling', 'websocket'] });
    const heard = heardBy(caller);
    socket.emit('tick', 1);
    await new Promise((resolve) => socket.conn.once('upgrade', resolve));
    socket.emit('tick', 2);
    socket.emit('end');
    expect(await heard).toEqual([
      ['tick', 1],
      ['tick', 2],
    ]);
  });

  it('arrive when the socket is disconnected after them', async () => {
    const { socket, caller } = await meet(1, batching);
    const heard: unknown[] = [];
    caller.on('tick', (n: number) => heard.push(n));
    const gone = new Promise((resolve) => caller.once('disconnect', resolve));
    for (const n of [1, 2, 3]) socket.emit('tick', n);
    socket.disconnect(true);
    await gone;
    expect(heard).toEqual([1, 2, 3]);
  });

  it.each([
    ['in batches', batching],
    ['with ws alone', stock],
  ])('are lost from the second on where they are volatile, %s', async (_how, options) => {
    const { socket, caller } = await meet(1, options);
    const heard = heardBy(caller);
    for (const n of [1, 2, 3]) socket.volatile.emit('tick', n);
    socket.emit('end');
    expect(await heard).toEqual([['tick', 1]]);
  });
});

describe('what this believes of Engine.IO and ws', () => {
  it('is that both use one copy of ws, and that wsEngine is what they make their server of', () => {
    const wsOf = (options: Partial<ServerOptions>): unknown => {
      const { engine } = new Server(0, options);
      engine.close();
      return (engine as unknown as { ws: unknown }).ws;
    };
    expect(wsOf({})).toBeInstanceOf(WebSocketServer);
    expect(wsOf({})).not.toBeInstanceOf(batchingWsEngine);
    expect(wsOf(batching)).toBeInstanceOf(batchingWsEngine);
  });
});
