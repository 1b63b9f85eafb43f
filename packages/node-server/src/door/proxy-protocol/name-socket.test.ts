import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import { deploy } from '../../tls/deployed.fixture.ts';
import { loadTls } from '../../tls/load-tls.ts';
import { type NameTlsSocket, nameTlsSockets } from './name-socket.ts';

const CLIENT = { address: '192.0.2.1', port: 4242, family: 'IPv4' } as const;

/** A server that says who asks, where `register` gets each TCP connection before its handshake. */
async function listen(register: (nameTls: NameTlsSocket, tcp: Socket) => void) {
  const { authority, tls } = await deploy();
  const server = createServer({ ...(await loadTls(tls)) }, ({ socket }, response) =>
    response.end(`${socket.remoteAddress} ${socket.remotePort} ${socket.remoteFamily}`),
  );
  const nameTls = nameTlsSockets(server);
  server.prependListener('connection', (tcp) => register(nameTls, tcp as Socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return {
    server,
    connect: (): TLSSocket => connect({ port, host: '127.0.0.1', ca: authority.cert }),
  };
}

/** What the server answers until it ends the connection. */
async function answer(socket: TLSSocket): Promise<string> {
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  let text = '';
  for await (const chunk of socket.setEncoding('utf8')) text += chunk;
  return text;
}

it('names the client of what encrypts a connection, for as long as the connection lives and after it', async () => {
  const { server, connect } = await listen((nameTls, tcp) => nameTls(tcp, CLIENT));
  const secured = once(server, 'secureConnection');
  expect(await answer(connect())).toMatch(/192\.0\.2\.1 4242 IPv4/);
  const [socket] = (await secured) as [TLSSocket];
  if (!socket.closed) await once(socket, 'close');
  expect(socket).toMatchObject({ remoteAddress: '192.0.2.1', remotePort: 4242, remoteFamily: 'IPv4' });
});

it('leaves the own address of a connection that nobody else is behind', async () => {
  const { connect } = await listen((nameTls, tcp) => nameTls(tcp, undefined));
  expect(await answer(connect())).toMatch(/127\.0\.0\.1 \d+ IPv4/);
});

it('serves no connection of which it does not know whose it is', async () => {
  let isKnown = false;
  const { connect } = await listen((nameTls, tcp) => isKnown && nameTls(tcp, CLIENT));
  expect(await answer(connect()).catch(() => '')).toBe('');
  isKnown = true;
  expect(await answer(connect())).toMatch(/192\.0\.2\.1/);
});
