import { io } from 'socket.io-client';
import { expect, test } from '../stack/test.ts';

test('a client that knows only the wire logs in, joins, sends and receives', async ({ stack }) => {
  const socket = io(stack.serverUrl, { rejectUnauthorized: false });
  const received = new Promise((resolve) => socket.once('message:sent', resolve));
  expect(await socket.emitWithAck('session:login', { name: 'Plain' })).toMatchObject({ ok: true });
  expect(await socket.emitWithAck('room:join', { room: 'plain' })).toMatchObject({ ok: true });
  expect(await socket.emitWithAck('message:send', { room: 'plain', text: 'hi' })).toMatchObject({ ok: true });
  expect(await received).toMatchObject({ room: 'plain', text: 'hi', author: { name: 'Plain' } });
  socket.close();
});
