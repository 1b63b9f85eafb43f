import { once } from 'node:events';
import { type AddressInfo, Server } from 'node:net';
import { io as connectTo } from 'socket.io-client';
import { expect, it, onTestFinished, vi } from 'vitest';

it('the server of the README answers', async () => {
  const { listen } = Server.prototype;
  const onFreePort = vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server) {
    return listen.call(this, 0);
  });
  const { io } = await import('./first-server.fixture.ts');
  onFreePort.mockRestore();
  onTestFinished(() => io.close());
  if (!io.httpServer.listening) await once(io.httpServer, 'listening');
  io.on('connection', (socket) => socket.on('add', (a, b, ack) => ack(a + b)));
  const { port } = io.httpServer.address() as AddressInfo;
  const caller = connectTo(`http://localhost:${port}`, { transports: ['websocket'] });
  onTestFinished(() => void caller.disconnect());
  expect(await caller.emitWithAck('add', 1, 2)).toBe(3);
});
