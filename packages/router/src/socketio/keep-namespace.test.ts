import { once } from 'node:events';
import { Namespace, Server } from 'socket.io';
import { describe, expect, it } from 'vitest';
import { withResolvers } from '../core/promise.fixture.ts';
import { keepWhileConnecting } from './keep-namespace.ts';
import { refusalOf, serveWith } from './server.fixture.ts';

/** A dynamic namespace whose first client waits to be let in, while the second is refused. */
async function connectTwo(prepare: (namespace: object) => void) {
  const { promise: asked, resolve: ask } = withResolvers<() => void>();
  const server = await serveWith(
    (io) => {
      io.of(/^\/room\//).use((socket, next) => {
        prepare(socket.nsp);
        if (socket.handshake.auth.wait) ask(next);
        else next(new Error('refused'));
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
  it('a namespace removes a socket by _remove and counts those that wait in _preConnectSockets', () => {
    expect(Namespace.prototype._remove).toBeTypeOf('function');
    const io = new Server();
    expect(Reflect.get(io.of('/'), '_preConnectSockets')).toBeInstanceOf(Map);
  });

  it('a dynamic namespace is closed under a client that waits, when another is refused', async () => {
    const { count } = await connectTwo(() => {});
    expect(count()).toBe(0);
  });
});

describe('a dynamic namespace that is kept', () => {
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
