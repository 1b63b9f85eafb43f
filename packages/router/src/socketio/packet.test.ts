import { once } from 'node:events';
import type { Socket } from 'socket.io';
import { describe, expect, it } from 'vitest';
import { withResolvers } from '../core/promise.fixture.ts';
import { type EventPacket, installWildcard } from './packet.ts';
import { serve, serveWith, writeRaw } from './server.fixture.ts';
import { internalsOf } from './socket-io.ts';

type Heard = [data: unknown, refusal: unknown];

/** A server that notes what its receiver hears, and answers `sync` so that a client knows what came before. */
async function listen(prepare: (socket: Socket) => void = () => {}, options = {}) {
  const heard: Heard[] = [];
  const { promise: socket, resolve } = withResolvers<Socket>();
  const server = await serve((connected) => {
    installWildcard(internalsOf(connected), {
      takes: (event) => event !== 'passed',
      receive: ({ data }, refusal) => {
        const [event, ack] = data as [string, () => void];
        if (event === 'sync') ack();
        else heard.push([data, refusal]);
      },
    });
    prepare(connected);
    resolve(connected);
  }, options);
  const caller = await server.connect();
  return { server, heard, caller, socket: await socket };
}

describe('a socket with the wildcard', () => {
  it('gives its receiver every message event once, and no other listener', async () => {
    const { heard, caller } = await listen((socket) => {
      socket.on('hello', () => expect.unreachable('a named listener was called'));
    });
    caller.emit('hello', 1, { a: [2] });
    caller.emit('sync:not');
    await caller.emitWithAck('sync');
    expect(heard).toEqual([
      [['hello', 1, { a: [2] }], undefined],
      [['sync:not'], undefined],
    ]);
  });

  it('gives its receiver no heartbeats and disconnects', async () => {
    const { heard, caller, socket } = await listen(() => {}, { pingInterval: 20 });
    const gone = once(socket, 'disconnect');
    for (let pings = 0; pings < 3; pings++) {
      await new Promise<void>((resolve) => caller.io.once('ping', resolve));
    }
    await caller.emitWithAck('sync');
    caller.disconnect();
    await gone;
    expect(heard).toEqual([]);
  });

  it('takes an event named `*` for an ordinary packet', async () => {
    const { heard, caller } = await listen();
    writeRaw(caller, '2["*",null]');
    writeRaw(caller, '2["*",{"type":2,"nsp":"/","data":["x"]}]');
    await caller.emitWithAck('sync');
    expect(heard).toEqual([
      [['*', null], undefined],
      [['*', { type: 2, nsp: '/', data: ['x'] }], undefined],
    ]);
  });

  it('takes a packet without data, with and without an ack', async () => {
    const { heard, caller } = await listen();
    writeRaw(caller, '2');
    writeRaw(caller, '27');
    await caller.emitWithAck('sync');
    expect(heard).toEqual([
      [[], undefined],
      [['', expect.any(Function)], undefined],
    ]);
  });

  it('runs socket.use first, in order, and gives the receiver how it ended', async () => {
    const steps: unknown[] = [];
    const refusal = new Error('not you');
    const { heard, caller } = await listen((socket) => {
      socket.use(([event], next) => {
        steps.push(['first', event]);
        setImmediate(next);
      });
      socket.use(([event], next) => {
        steps.push(['second', event]);
        next(event === 'bad' ? refusal : undefined);
      });
    });
    caller.emit('good');
    caller.emit('bad');
    await caller.emitWithAck('sync');
    expect(heard).toEqual([
      [['good'], undefined],
      [['bad'], refusal],
    ]);
    expect(steps).toHaveLength(6);
    expect(steps.filter((step) => (step as string[])[1] === 'good')).toEqual([
      ['first', 'good'],
      ['second', 'good'],
    ]);
  });

  it('gives its receiver a packet once, also where socket.use calls next twice', async () => {
    const { heard, caller } = await listen((socket) => {
      socket.use(([event], next) => {
        next();
        if (event === 'twice') next(new Error('changed its mind'));
      });
    });
    caller.emit('twice');
    await caller.emitWithAck('sync');
    expect(heard).toEqual([[['twice'], undefined]]);
  });

  it('does not hide what socket.use throws after it called next', async () => {
    const { heard, socket } = await listen((connected) => {
      connected.use((_packet, next) => {
        next();
        throw new Error('too late');
      });
    });
    const { onevent } = socket as unknown as { onevent: (packet: EventPacket) => void };
    expect(() => onevent.call(socket, { data: ['thrown'] })).toThrow('too late');
    expect(heard).toEqual([[['thrown'], undefined]]);
  });

  it('takes what socket.use throws for its refusal', async () => {
    const { heard, caller } = await listen((socket) => {
      socket.use(([event], next) => {
        if (event !== 'sync') throw new Error('broken');
        next();
      });
    });
    caller.emit('hello');
    await caller.emitWithAck('sync');
    expect(heard).toEqual([
      [['hello'], expect.objectContaining({ code: 'INTERNAL_SERVER_ERROR', cause: new Error('broken') })],
    ]);
  });

  it.each([undefined, null])('takes a run of socket.use that ends with %s for no refusal', async (end) => {
    const { heard, caller } = await listen((socket) => {
      const run = (_args: unknown[], done: (refusal?: unknown) => void): void => done(end);
      Object.assign(socket, { run });
    });
    caller.emit('hello');
    await caller.emitWithAck('sync');
    expect(heard).toEqual([[['hello'], undefined]]);
  });

  it.each(['no', 7, { why: 'no' }])('takes any other value for one: %o', async (refusal) => {
    const { heard, caller } = await listen((socket) => {
      socket.use(([event], next) => next(event === 'sync' ? undefined : (refusal as never)));
    });
    caller.emit('hello');
    await caller.emitWithAck('sync');
    expect(heard).toEqual([[['hello'], refusal]]);
  });

  it('calls every onAny listener, also where one removes itself', async () => {
    const seen: string[] = [];
    const { caller } = await listen((socket) => {
      const once = () => {
        seen.push('once');
        socket.offAny(once);
      };
      socket.onAny(once);
      socket.onAny(() => seen.push('always'));
    });
    caller.emit('hello');
    await caller.emitWithAck('sync');
    expect(seen).toEqual(['once', 'always', 'always']);
  });

  it('calls onAny once, with the arguments', async () => {
    const seen: unknown[] = [];
    const { caller } = await listen((socket) => {
      socket.onAny((...args: unknown[]) => seen.push(args));
    });
    caller.emit('hello', 1);
    await caller.emitWithAck('sync');
    expect(seen).toEqual([
      ['hello', 1],
      ['sync', expect.any(Function)],
    ]);
  });

  it('loses no later packet to an onAny listener that throws', async () => {
    const { heard, caller, socket } = await listen();
    const broken = () => {
      throw new Error('broken listener');
    };
    socket.onAny(broken);
    const { onevent } = socket as unknown as { onevent: (packet: EventPacket) => void };
    expect(() => onevent.call(socket, { data: ['lost'] })).toThrow('broken listener');
    socket.offAny(broken);
    caller.emit('next');
    await caller.emitWithAck('sync');
    expect(heard).toEqual([[['next'], undefined]]);
  });

  it('emits nothing after the disconnect', async () => {
    const { promise: asked, resolve: ask } = withResolvers<() => void>();
    const { heard, caller, socket } = await listen((connected) => {
      connected.use((_packet, next) => ask(next));
    });
    caller.emit('late');
    const next = await asked;
    socket.disconnect(true);
    next();
    expect(heard).toEqual([]);
  });

  it.each(['/board', '/room/hall'])('is heard in the namespace %s, by itself', async (namespace) => {
    const heard: unknown[] = [];
    const { connect } = await serveWith((io) => {
      for (const served of [io.of('/'), io.of('/board'), io.of(/^\/room\//)]) {
        served.on('connection', (socket: Socket) => {
          installWildcard(internalsOf(socket), {
            takes: () => true,
            receive: ({ data }) => {
              const [event, ack] = data as [string, () => void];
              heard.push([socket.nsp.name, event]);
              ack();
            },
          });
        });
      }
    });
    const main = await connect();
    await main.io.socket(namespace).emitWithAck('hello');
    await main.emitWithAck('hello');
    expect(heard).toEqual([
      [namespace, 'hello'],
      ['/', 'hello'],
    ]);
  });

  it('hears a socket whose connection was recovered', async () => {
    const { server, heard, caller } = await listen(() => {}, { connectionStateRecovery: {} });
    server.io.emit('offset');
    await new Promise<void>((resolve) => caller.once('offset', resolve));
    caller.io.engine.close();
    await new Promise<void>((resolve) => caller.once('connect', resolve));
    expect(caller.recovered).toBe(true);
    caller.emit('again');
    await caller.emitWithAck('sync');
    expect(heard).toEqual([[['again'], undefined]]);
  });
});
