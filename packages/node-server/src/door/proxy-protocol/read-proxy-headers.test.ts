import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { createConnections } from '../connections.ts';
import { proxied } from './proxy-header.fixture.ts';
import { readProxyHeaders } from './read-proxy-headers.ts';

/** A server of plain HTTP, which says who asks, with a short time for headers. */
async function listen(headerTimeout: number) {
  const server = createServer(({ socket }, response) => response.end(socket.remoteAddress));
  const connections = createConnections(server);
  const refusals: string[] = [];
  readProxyHeaders(
    server,
    connections,
    { proxyProtocol: 'anyone', maxConnections: 100, headerTimeout },
    (reason) => void refusals.push(reason),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const sockets: Socket[] = [];
  return {
    connections,
    refusals,
    tcp: (): Socket => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      sockets.push(socket.on('error', () => undefined));
      return socket;
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      connections.cutAll();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Resolves once the server has ended it, however. */
const end = (socket: Socket): Promise<void> =>
  new Promise((resolve) => void socket.on('close', () => resolve()).resume());

it('resets who sends no whole header in time, however many bytes still come', async () => {
  await using server = await listen(100);
  const header = Buffer.concat([proxied('192.0.2.1'), Buffer.alloc(1_000)]).subarray(0, -500);
  header.writeUInt16BE(12 + 1_000, 14);
  const dripping = ['PROXY UNKNOWN ', header].map((begin) => {
    const socket = server.tcp();
    socket.write(begin);
    const timer = setInterval(() => socket.writable && socket.write('x'), 90);
    return end(socket).finally(() => clearInterval(timer));
  });
  await Promise.all([end(server.tcp()), ...dripping]);
  expect(server.refusals).toEqual(Array(3).fill('proxy_header_timeout'));
  expect(server.connections.open).toBe(0);
});

it('serves who sends the header in time as long as it likes, over plain HTTP too', async () => {
  await using server = await listen(100);
  const silent = server.tcp();
  const served = server.tcp();
  served.write(Buffer.concat([proxied('192.0.2.1'), Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n')]));
  await end(silent);
  expect(server.refusals).toEqual(['proxy_header_timeout']);
  expect(server.connections.at('192.0.2.1')).toMatchObject({ connections: 1 });
  served.write('\r\n');
  const [answer] = (await once(served, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/192\.0\.2\.1$/m);
});

it('times each connection by itself', async () => {
  await using server = await listen(200);
  const first = server.tcp();
  const firstEnd = end(first);
  await once(first, 'connect');
  await expect.poll(() => server.connections.open).toBe(1);
  // It leaves before its time is over, and the timer of all goes on for the next.
  first.destroy();
  await firstEnd;
  await expect.poll(() => server.connections.open).toBe(0);
  await end(server.tcp());
  await end(server.tcp());
  expect(server.refusals).toEqual(Array(2).fill('proxy_header_timeout'));
});
