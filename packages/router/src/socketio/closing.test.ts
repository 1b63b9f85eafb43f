import type { Socket } from 'socket.io';
import { describe, expect, it } from 'vitest';
import { contract, controllers, scopes, stranger } from '../contract.fixture.ts';
import { withResolvers } from '../core/promise.fixture.ts';
import { createRouter } from '../core/router.ts';
import { createSocketMsgRouter } from './attach.ts';
import { nextFatal } from './process-errors.fixture.ts';
import { serveWith } from './server.fixture.ts';

describe('the end of a connection', () => {
  /** A router whose call of `value:echo` waits for ever, attached after `prepare`; `settled` is the code with which it settles. */
  async function serveWaiting(prepare: (socket: Socket) => void) {
    const settled = withResolvers<string>();
    const ended = withResolvers<string>();
    const router = createRouter(contract, {
      scopes,
      onSettled: ({ event, code }) => void (event === 'value:echo' && settled.resolve(code)),
    }).controllers({ ...controllers, 'value:echo': () => new Promise(() => undefined) });
    const server = await serveWith((io) => {
      io.on('connection', prepare);
      createSocketMsgRouter(router, {
        context: stranger,
        onDisconnect: ({ rooms, id }, reason) => ended.resolve(`${reason}, in its room: ${rooms.has(id)}`),
      }).attach(io);
    });
    const caller = await server.connect();
    caller.emit('value:echo', 1, () => undefined);
    await caller.emitWithAck('time:now');
    return { ...server, caller, settled: settled.promise, ended: ended.promise };
  }

  it('comes for the router although the application removes all listeners of its sockets', async () => {
    const { io, caller, settled, ended } = await serveWaiting(() => {});
    for (const socket of io.sockets.sockets.values()) socket.removeAllListeners();
    caller.disconnect();
    expect(await ended).toBe('client namespace disconnect, in its room: true');
    expect(await settled).toBe('DISCONNECTED');
  });

  it('comes for the router although a listener of `disconnect` throws, which is an uncaught exception', async () => {
    const thrown = new Error('broken listener');
    const { caller, settled, ended } = await serveWaiting((socket) =>
      socket.on('disconnect', () => {
        throw thrown;
      }),
    );
    const fatal = nextFatal('uncaughtException');
    caller.disconnect();
    expect(await fatal).toBe(thrown);
    expect(await ended).toBe('client namespace disconnect, in its room: true');
    expect(await settled).toBe('DISCONNECTED');
  });

  it('is heard without a listener that the application would find', async () => {
    const { io } = await serveWaiting(() => {});
    for (const socket of io.sockets.sockets.values()) expect(socket.eventNames()).toEqual(['error']);
  });
});
