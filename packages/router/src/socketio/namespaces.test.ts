import { once } from 'node:events';
import { defineContract, EventError } from '@switchboard/contract';
import { Namespace } from 'socket.io';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contract, controllers, scopes, stranger } from '../contract.fixture.ts';
import { withResolvers } from '../core/promise.fixture.ts';
import { createRouter } from '../core/router.ts';
import type { RouterContext } from '../lib/router-context.ts';
import { createPublisher } from '../publish/publisher.ts';
import { createSocketMsgRouter } from './attach.ts';
import { keepWhileConnecting, namespacePattern } from './namespaces.ts';
import { refusalOf, serveWith, type TestServer } from './server.fixture.ts';
import type { AnySocket } from './socket-io.ts';

const roomContract = defineContract({
  name: 'room',
  version: '1.0.0',
  clientEventMap: { 'room:name': { summary: 'Where am I?', response: z.strictObject({ room: z.string() }) } },
  serverEventMap: { 'room:closed': { summary: 'The room closes' } },
});

interface RoomContext extends RouterContext {
  readonly room: string;
}

const roomRouter = createRouter(roomContract)
  .context<RoomContext>()
  .controllers({ 'room:name': (_message, { room }) => ({ room }) });

const failure = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) });

/** The test contract on `/` and `/admin`, the room's on `/room/:room`. */
async function serveAll(admit: (room: string) => unknown = () => {}) {
  const { promise: left, resolve: leave } = withResolvers<unknown>();
  const router = createRouter(contract, { scopes }).controllers(controllers);
  const server = await serveWith(
    (io) => {
      createSocketMsgRouter(router, stranger).attach(io);
      createSocketMsgRouter(router, {
        namespace: '/admin',
        context: () => ({ user: { id: 'admin' }, scopes: ['secrets'] }),
      }).attach(io);
      createSocketMsgRouter(roomRouter, {
        namespace: '/room/:room',
        admit: (_socket, { params }) => admit(params.room),
        onConnect: (socket, { params }) => socket.join(`in ${params.room}`),
        onDisconnect: (_socket, reason, { params }) => leave([params.room, reason]),
        context: (_socket, { params }) => ({ ...stranger(), room: params.room }),
      }).attach(io);
    },
    { cleanupEmptyChildNamespaces: true },
  );
  return { ...server, left };
}

const whereIs = async (server: TestServer, room: string, transport = 'websocket'): Promise<unknown> =>
  (await server.connect({ namespace: `/room/${room}`, transports: [transport as 'websocket'] })).emitWithAck(
    'room:name',
  );

describe('several contracts on one server', () => {
  it('each serve their own namespace, with their own context', async () => {
    const { connect } = await serveAll();
    const [main, admin] = [await connect(), await connect({ namespace: '/admin' })];
    const room = await connect({ namespace: '/room/hall' });
    expect(await main.emitWithAck('secret:read')).toEqual(failure('UNAUTHORIZED'));
    expect(await admin.emitWithAck('secret:read')).toEqual({ ok: true, data: { reader: 'admin' } });
    expect(await room.emitWithAck('secret:read')).toEqual(failure('NOT_FOUND'));
    expect(await main.emitWithAck('room:name')).toEqual(failure('NOT_FOUND'));
  });

  it('share one connection of a client', async () => {
    const { connect, io } = await serveAll();
    const main = await connect();
    const room = main.io.socket('/room/hall');
    expect(await room.emitWithAck('room:name')).toEqual({ ok: true, data: { room: 'hall' } });
    expect(await main.emitWithAck('time:now')).toMatchObject({ ok: true });
    expect(io.engine.clientsCount).toBe(1);
  });

  it('publish each to their own', async () => {
    const { connect, io } = await serveAll();
    const [main, hall] = [await connect(), await connect({ namespace: '/room/hall' })];
    main.onAny(() => expect.unreachable('an event went to another namespace'));
    const closed = new Promise<void>((resolve) => hall.once('room:closed', resolve));
    createPublisher(roomContract, io.of('/room/hall')).to('in hall').emit('room:closed');
    await closed;
    await main.emitWithAck('time:now');
  });
});

describe('a dynamic namespace', () => {
  it.each(['websocket', 'polling'])('gives its parameters to the context, over %s', async (transport) => {
    const server = await serveAll();
    expect(await whereIs(server, 'hall', transport)).toEqual({ ok: true, data: { room: 'hall' } });
    expect(await whereIs(server, 'cellar', transport)).toEqual({ ok: true, data: { room: 'cellar' } });
  });

  it('gives them to its hooks: one room may be closed to a client', async () => {
    const { open, connect, left } = await serveAll((room) => {
      if (room === 'vault') throw new EventError('FORBIDDEN');
    });
    expect(await refusalOf(open({ namespace: '/room/vault' }))).toMatchObject({
      code: 'FORBIDDEN',
    });
    const caller = await connect({ namespace: '/room/hall' });
    caller.disconnect();
    expect(await left).toEqual(['hall', 'client namespace disconnect']);
  });

  it.each(['/room', '/room/', '/room/a/b', '/rooms/a', '/hall', `/room/${'x'.repeat(129)}`])(
    'is not served under the name %s',
    async (namespace) => {
      const { open } = await serveAll();
      expect(await refusalOf(open({ namespace }))).toBe('Invalid namespace');
    },
  );

  it('takes names like __proto__ and constructor for texts', async () => {
    const server = await serveAll();
    for (const room of ['__proto__', 'constructor']) {
      expect(await whereIs(server, room)).toEqual({ ok: true, data: { room } });
    }
  });

  it('takes no socket of another namespace', () => {
    const take = createSocketMsgRouter(roomRouter, {
      namespace: '/room/:room',
      context: () => ({ ...stranger(), room: '' }),
    });
    const socket = { connected: true, nsp: { name: '/hall' } } as never;
    expect(() => take(socket)).toThrow(TypeError);
  });

  it('stays one namespace while one client is being admitted and another is refused', async () => {
    const { promise: decision, resolve: decide } = withResolvers<void>();
    const { promise: asked, resolve: ask } = withResolvers<void>();
    let count = 0;
    const server = await serveAll(() => {
      ask();
      count += 1;
      return count === 1 ? decision : Promise.reject(new EventError('FORBIDDEN'));
    });
    const first = server.open({ namespace: '/room/hall' });
    const connected = new Promise<void>((resolve) => first.once('connect', resolve));
    await asked;
    await refusalOf(server.open({ namespace: '/room/hall' }));
    decide();
    await connected;
    const closed = new Promise<void>((resolve) => first.once('room:closed', resolve));
    await first.emitWithAck('room:name');
    createPublisher(roomContract, server.io.of('/room/hall')).emit('room:closed');
    await closed;
  });
});

describe("a namespace's pattern", () => {
  it.each([
    ['/', '/', {}],
    ['/admin', '/admin', {}],
    ['/room/:room', '/room/general', { room: 'general' }],
    ['/:tenant/room/:room', '/acme/room/r1', { tenant: 'acme', room: 'r1' }],
    ['/room/:room', '/room/__proto__', { room: '__proto__' }],
    ['/room/:room', '/room/caf%C3%A9', { room: 'caf%C3%A9' }],
  ])('%s fits %s', (path, name, params) => {
    expect(namespacePattern<string>(path).match(name)).toEqual(params);
  });

  it.each([
    ['/', '/admin'],
    ['/', ''],
    ['/admin', '/'],
    ['/admin', '/admin/'],
    ['/admin', '/Admin'],
    ['/admin', 'admin'],
    ['/room/:room', '/room'],
    ['/room/:room', '/room/'],
    ['/room/:room', '/room/a/b'],
    ['/room/:room', '/room/a/b/c/d'],
    ['/room/:room', 'x/room/a'],
    ['/room/:room', `/room/${'x'.repeat(129)}`],
  ])('%s does not fit %s', (path, name) => {
    expect(namespacePattern<string>(path).match(name)).toBeUndefined();
  });

  it('is dynamic where it has parameters', () => {
    const paths = ['/', '/admin', '/room/:room'];
    expect(paths.map((path) => namespacePattern<string>(path).isDynamic)).toEqual([false, false, true]);
  });

  it.each([
    '',
    'room',
    'room/:room',
    '//',
    '/room/',
    '/room/:',
    '/:a/:a',
    '/room-:id',
    '/:1',
    '/a,b',
    '/a b',
    '/*',
  ])('cannot be made of "%s"', (path) => {
    expect(() => namespacePattern<string>(path)).toThrow(TypeError);
  });
});

/** A dynamic namespace whose first client waits to be let in, while the second is refused. */
async function connectTwo(keep?: (socket: AnySocket) => () => void) {
  const { promise: asked, resolve: ask } = withResolvers<() => void>();
  const server = await serveWith(
    (io) => {
      io.of(/^\/room\//).use((socket, next) => {
        const release = keep?.(socket);
        const end = (error?: Error): void => {
          next(error);
          if (release) setImmediate(release);
        };
        if (socket.handshake.auth.wait) ask(end);
        else end(new Error('refused'));
      });
    },
    { cleanupEmptyChildNamespaces: true },
  );
  const namespace = '/room/hall';
  const first = server.open({ namespace, auth: { wait: true } });
  const connected = new Promise<void>((resolve) => first.once('connect', resolve));
  const letIn = await asked;
  await refusalOf(server.open({ namespace }));
  letIn();
  await connected;
  return { io: server.io, first, count: () => server.io.of(namespace).sockets.size };
}

describe('what this code believes of Socket.IO', () => {
  it('a namespace removes a socket by _remove', () => {
    expect(Namespace.prototype._remove).toBeTypeOf('function');
  });

  it('a dynamic namespace is closed under a client that waits, when another is refused', async () => {
    const { count } = await connectTwo();
    expect(count()).toBe(0);
  });
});

describe('a dynamic namespace that is kept', () => {
  it('is named in a process warning where this version of Socket.IO lacks what that needs', async () => {
    const warning = once(process, 'warning');
    const release = keepWhileConnecting({ nsp: { name: '/room/hall' } } as AnySocket);
    release();
    expect(await warning).toMatchObject([
      { message: expect.stringContaining('may close a dynamic namespace') },
    ]);
  });

  it('has the client that waited, when another was refused', async () => {
    const { count } = await connectTwo(keepWhileConnecting);
    expect(count()).toBe(1);
  });

  it('is closed when its last client leaves', async () => {
    const { io, first } = await connectTwo(keepWhileConnecting);
    const [socket] = io.of('/room/hall').sockets.values();
    const left = once(socket as never, 'disconnect');
    first.disconnect();
    await left;
    expect(io._nsps.has('/room/hall')).toBe(false);
  });
});
