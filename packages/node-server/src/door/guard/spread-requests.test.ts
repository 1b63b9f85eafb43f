import { once } from 'node:events';
import { createServer, get, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { loadServerConfig } from '../../config/server-config.ts';
import { createDoor } from '../door.ts';
import { spreadRequests } from './spread-requests.ts';

/** One connection to a server, which listens from now on. */
async function connectTo(server: Server): Promise<Socket> {
  await once(server.listen(0), 'listening');
  const socket = connect(portOf(server), '127.0.0.1').on('error', () => undefined);
  onTestFinished(() => {
    socket.destroy();
    server.close();
  });
  await once(socket, 'connect');
  return socket;
}

/** A connection to a server whose requests are spread, and the ports of those that were floods. */
async function serve(listener: RequestListener) {
  const server = createServer(listener);
  const floods: unknown[] = [];
  spreadRequests(server, ({ socket }) => void floods.push(socket.remotePort));
  return { server, socket: await connectTo(server), floods };
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/** Resolves when it is closed, also after a reset. */
const closeOf = (socket: Socket): Promise<void> =>
  new Promise((resolve) => socket.once('close', () => resolve()));

const pathsOf = (count: number): string[] => Array.from({ length: count }, (_, number) => `/${number}`);

function write(socket: Socket, paths: readonly string[]): void {
  socket.resume().write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`).join(''));
}

it('requests that come at once on one connection are served in turn with those of others, and in order', async () => {
  const paths: string[] = [];
  const { server, socket, floods } = await serve(({ url = '' }, response) => {
    paths.push(url);
    response.end();
    if (url === '/0')
      get({ port: portOf(server), host: '127.0.0.1', path: '/bystander', agent: false }, (answer) =>
        answer.resume(),
      );
  });
  write(socket, pathsOf(50));
  await expect.poll(() => paths.length).toBe(51);
  expect(paths.indexOf('/bystander')).toBeLessThan(50);
  expect(paths.filter((path) => path !== '/bystander')).toEqual(pathsOf(50));
  expect(floods).toEqual([]);
});

it('a connection with too many that wait is destroyed, and served no more; what came with them is not parsed', async () => {
  let served = 0;
  let parsed = 0;
  const { server, socket, floods } = await serve((_request, response) => {
    served += 1;
    response.end();
  });
  server.prependListener('request', () => {
    parsed += 1;
  });
  const problems: unknown[] = [];
  server.on('clientError', (error) => problems.push(error));
  const { localPort } = socket;
  write(socket, pathsOf(2_000));
  await closeOf(socket);
  expect(floods).toEqual([localPort]);
  expect(served).toBeLessThan(100);
  expect(parsed).toBeLessThan(100);
  expect(problems).toEqual([]);
});

it('requests wait for the answers of those before them, so that none pile up behind slow ones', async () => {
  const held: ServerResponse[] = [];
  const { socket, floods } = await serve((_request, response) => void held.push(response));
  let answers = 0;
  socket.on('data', (data) => {
    answers += String(data).split('HTTP/1.1 200').length - 1;
  });
  const turns = async (count: number): Promise<void> => {
    for (let each = 0; each < count; each++) await new Promise((resolve) => setImmediate(resolve));
  };
  write(socket, pathsOf(50));
  await expect.poll(() => held.length).toBe(1);
  await turns(50);
  expect(held).toHaveLength(1);
  for (let each = 0; each < 50; each++) {
    await expect.poll(() => held.length, { interval: 1 }).toBeGreaterThan(each);
    held[each]?.end();
  }
  await expect.poll(() => answers).toBe(50);
  // In small pieces, none of which is too much for a turn.
  const closed = closeOf(socket);
  for (let each = 0; each < 15 && !socket.destroyed; each++) {
    write(socket, pathsOf(8));
    await turns(20);
  }
  await closed;
  expect(held).toHaveLength(51);
  expect(floods).toHaveLength(1);
});

it('such a connection costs its address as much as many new ones', async () => {
  const server = createServer((_request, response) => response.end());
  const config = {
    ...loadServerConfig({}),
    maxConnectionsPerAddress: 40,
    maxNewConnectionsPerSecondPerAddress: 1,
  };
  const { connections } = createDoor({ server }, config, { logger: pino({ level: 'silent' }) });
  const socket = await connectTo(server);
  expect(connections.mayOpen('127.0.0.1')).toBe(true);
  write(socket, pathsOf(2_000));
  await closeOf(socket);
  expect(connections.mayOpen('127.0.0.1')).toBe(false);
});
