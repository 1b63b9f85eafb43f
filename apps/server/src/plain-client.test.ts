import type { ClientToServerEvents, ServerToClientEvents } from '@switchboard/contract';
import type { clientEventMap, Message, serverEventMap } from '@switchboard/events';
import type { Socket } from 'socket.io-client';
import { expect, it } from 'vitest';
import { startApp } from './app.fixture.ts';

type PlainSocket = Socket<
  ServerToClientEvents<typeof serverEventMap>,
  ClientToServerEvents<typeof clientEventMap>
>;

it("every event is typed and answered through Socket.IO's own client with the contract's generics", async () => {
  await using app = await startApp();
  const socket: PlainSocket = await app.connect();
  const heard = new Promise<Message>((resolve) => socket.once('message:sent', resolve));

  const login = await socket.emitWithAck('session:login', { name: 'Plain' });
  expect(login.ok && login.data.user.name).toBe('Plain');
  expect(login.ok && login.data.token).toEqual(expect.any(String));
  const early = await socket.emitWithAck('message:send', { room: 'plain', text: 'too early' });
  expect(!early.ok && early.error.code === 'ROOM_NOT_JOINED' && early.error.data.room).toBe('plain');

  const joined = await socket.emitWithAck('room:join', { room: 'plain' });
  expect(joined.ok && joined.data.members.map(({ name }) => name)).toEqual(['Plain']);
  expect(joined.ok && joined.data.recent).toEqual([]);
  const rooms = await socket.emitWithAck('room:list');
  expect(rooms.ok && rooms.data.rooms).toEqual([{ name: 'plain', members: 1 }]);

  socket.emit('typing:set', { room: 'plain', typing: true });
  const sent = await socket.emitWithAck('message:send', { room: 'plain', text: 'hi' }, { id: 'call-1' });
  expect(sent.ok && sent.data.seq).toBe(1);
  expect(await heard).toMatchObject({ room: 'plain', text: 'hi', author: { name: 'Plain' }, seq: 1 });
  const history = await socket.emitWithAck('message:history', { room: 'plain', limit: 1 });
  expect(history.ok && history.data.messages.map(({ text }) => text)).toEqual(['hi']);
  expect(history.ok && history.data.hasMore).toBe(false);

  const echo = await socket.emitWithAck('system:echo', { value: [1, 'two'] });
  expect(echo.ok && echo.data.value).toEqual([1, 'two']);
  const time = await socket.emitWithAck('system:time');
  expect(time.ok && Date.parse(time.data.now)).toBeGreaterThan(0);
  expect((await socket.emitWithAck('room:leave', { room: 'plain' })).ok).toBe(true);
  expect((await socket.emitWithAck('session:logout', null, { deadline: 1_000 })).ok).toBe(true);
});
