import { fileURLToPath } from 'node:url';
import { io } from 'socket.io-client';
import { Command } from '../stack/command.ts';
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

test('the first call of the page "Start" is stored', async ({ stack }) => {
  const file = fileURLToPath(new URL('../first-call.ts', import.meta.url));
  const args = ['--conditions=@switchboard/source', '--import', 'tsx', file, stack.serverUrl];
  const call = new Command('node', args, { NODE_EXTRA_CA_CERTS: '.certificates/ca.crt' });
  await call.waitFor('Stored as message');
});
