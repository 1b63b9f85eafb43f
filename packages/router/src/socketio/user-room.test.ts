import { describe, expect, it } from 'vitest';
import { contract, controllers, scopes } from '../contract.fixture.ts';
import { createRouter } from '../core/router.ts';
import type { RouterContext } from '../lib/router-context.ts';
import { createPublisher, userRoom } from '../publish/publisher.ts';
import { createSocketMsgRouter, type SocketMsgRouterOptions } from './attach.ts';
import { warnings } from './process-errors.fixture.ts';
import { serveWith } from './server.fixture.ts';

async function serveUsers(hooks: Partial<SocketMsgRouterOptions<RouterContext>> = {}) {
  const router = createRouter(contract, { scopes, onFailure: () => {} }).controllers(controllers);
  const server = await serveWith((io) =>
    createSocketMsgRouter(router, {
      context: ({ data }) => ({ user: data.user, scopes: [] }),
      admit: (socket) => {
        const { name } = socket.handshake.auth;
        if (name) socket.data.user = { id: name };
      },
      ...hooks,
    }).attach(io),
  );
  const publish = createPublisher(contract, server.io);
  const roomOf = (id: string) => [...(server.io.sockets.adapter.rooms.get(userRoom(id)) ?? [])];
  return { ...server, publish, roomOf };
}

describe('publish.toUser', () => {
  it('reaches all sockets of the user of `context`, and nobody else, with no room joined by hand', async () => {
    const { connect, publish } = await serveUsers();
    const [ann, annAgain, bob] = [
      await connect({ auth: { name: 'ann' } }),
      await connect({ auth: { name: 'ann' } }),
      await connect({ auth: { name: 'bob' } }),
    ];
    for (const caller of [ann, annAgain, bob]) await caller.emitWithAck('time:now');
    bob.onAny(() => expect.unreachable('an event went to another user'));
    const arrived = [ann, annAgain].map(
      (caller) => new Promise((resolve) => caller.once('count:changed', resolve)),
    );
    publish.toUser('ann').emit('count:changed', { total: 7 });
    expect(await Promise.all(arrived)).toEqual([{ total: 7 }, { total: 7 }]);
    await bob.emitWithAck('time:now');
  });

  it('reaches a socket before its first call', async () => {
    const { connect, publish } = await serveUsers({
      admit: undefined as never,
      context: () => ({ user: { id: 'all' }, scopes: [] }),
    });
    const caller = await connect();
    const arrived = new Promise((resolve) => caller.once('count:changed', resolve));
    publish.toUser('all').emit('count:changed', { total: 1 });
    expect(await arrived).toEqual({ total: 1 });
  });

  it('follows a socket whose user changes, from its next call on', async () => {
    const { connect, io, roomOf } = await serveUsers();
    const caller = await connect({ auth: { name: 'ann' } });
    await caller.emitWithAck('time:now');
    expect([roomOf('ann'), roomOf('bob')]).toEqual([[caller.id], []]);
    const { data } = io.sockets.sockets.get(caller.id as string) as {
      data: { user: { id: string } | undefined };
    };
    data.user = { id: 'bob' };
    await caller.emitWithAck('time:now');
    expect([roomOf('ann'), roomOf('bob')]).toEqual([[], [caller.id]]);
    data.user = undefined;
    await caller.emitWithAck('time:now');
    expect(roomOf('bob')).toEqual([]);
  });

  it('ends no process where the adapter fails to join or leave, and answers the call', async () => {
    const { connect, io } = await serveUsers();
    const { adapter } = io.sockets;
    const { addAll, del } = adapter;
    const failing = (change: (id: string, rooms: never) => unknown) => (id: string, rooms: unknown) =>
      [...(rooms as string)].join('').startsWith('user:')
        ? Promise.reject(new Error('the adapter is offline'))
        : change.call(adapter, id, rooms as never);
    Object.assign(adapter, { addAll: failing(addAll), del: failing(del) });
    const warned = warnings();
    const caller = await connect({ auth: { name: 'ann' } });
    const [socket] = io.sockets.sockets.values();
    for (const user of [{ id: 'ann' }, { id: 'bob' }, undefined]) {
      Object.assign(socket?.data as object, { user });
      expect(await caller.emitWithAck('time:now')).toMatchObject({ ok: true });
    }
    expect(warned).toEqual([
      "Joining a user's room failed, which changed nothing else.",
      "Leaving a user's room failed, which changed nothing else.",
    ]);
  });

  it('does not reach another user whose connection was recovered', async () => {
    const recovered: boolean[] = [];
    const server = await serveWith(
      (io) => {
        const router = createRouter(contract, { scopes }).controllers(controllers);
        createSocketMsgRouter(router, {
          context: ({ handshake }) => ({ user: { id: handshake.auth.name }, scopes: [] }),
        }).attach(io);
        io.on('connection', (socket) => {
          recovered.push(socket.recovered);
          void socket.join('hall');
        });
      },
      { connectionStateRecovery: {} },
    );
    const caller = await server.connect({ auth: { name: 'ann' }, reconnectionDelay: 5 });
    const heard = new Promise((resolve) => caller.once('count:changed', resolve));
    createPublisher(contract, server.io).toUser('ann').emit('count:changed', { total: 1 });
    await heard;
    caller.auth = { name: 'bob' };
    const back = new Promise<void>((resolve) => caller.once('connect', resolve));
    caller.io.engine.close();
    await back;
    const { rooms } = server.io.sockets.adapter;
    expect(recovered).toEqual([false, true]);
    expect([...rooms.keys()].toSorted()).toEqual([caller.id, 'hall', userRoom('bob')].toSorted());
  });

  it('leaves a socket in no room where `context` throws or the connection is refused', async () => {
    const { connect, io } = await serveUsers({
      context: () => {
        throw new Error('no session');
      },
    });
    const caller = await connect({ auth: { name: 'ann' } });
    await caller.emitWithAck('time:now');
    expect([...io.sockets.adapter.rooms.keys()]).toEqual([caller.id]);
  });
});
