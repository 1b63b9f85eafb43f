import { once } from 'node:events';
import {
  Agent,
  type ClientRequest,
  createServer,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { testConfig } from '../../app.fixture.ts';
import { createDoor } from '../door.ts';
import { openSession } from '../raw-client.fixture.ts';
import { limitBodies } from './limit-bodies.ts';

const KIB = 1_024;

/** A server behind the door that answers everything at once, and reads no body. */
async function serve({ perSecond = 8_192 * KIB } = {}) {
  const http = createServer((_request, response) => void response.writeHead(404).end('nothing'));
  const cuts: string[] = [];
  const config = {
    ...testConfig(),
    allowedOrigins: 'any',
    maxReceivedBytesPerSecondPerAddress: perSecond,
  } as const;
  const { connections } = createDoor({ server: http }, config, {
    logger: pino({ level: 'silent' }),
    metrics: { onRefused: () => undefined, onCut: (reason) => void cuts.push(reason) },
  });
  const { port } = await listen(http);
  onTestFinished(() => connections.cutAll());
  const open = (): Socket => {
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    onTestFinished(() => void socket.destroy());
    return socket;
  };
  return { cuts, open, url: `http://127.0.0.1:${port}` };
}

async function listen(http: Server): Promise<AddressInfo> {
  await once(http.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void http.close());
  return http.address() as AddressInfo;
}

/** What a connection has been sent so far. */
function collect(socket: Socket): () => string {
  let text = '';
  socket.setEncoding('latin1').on('data', (piece: string) => {
    text += piece;
  });
  return () => text;
}

/** Begins a request on a connection that stays open for the next one. */
function post(url: string, length: number): ClientRequest {
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  return request(`${url}/nothing`, { method: 'POST', agent, headers: { 'Content-Length': length } });
}

const head = (header: string): string => `POST /nothing HTTP/1.1\r\nHost: a\r\n${header}\r\n\r\n`;
const CHUNKED = 'Transfer-Encoding: chunked';

/** Writes as fast as the other side reads, until the connection is closed or time is up. Resolves to the bytes taken. */
async function pour(socket: Socket, bytes: Buffer, ms: number): Promise<number> {
  const closed = new Promise((resolve) => socket.once('close', resolve));
  let isOver = false;
  const over = Promise.race([closed, delay(ms)]).then(() => {
    isOver = true;
  });
  while (!isOver) {
    if (!socket.write(bytes)) await Promise.race([once(socket, 'drain').catch(() => undefined), over]);
    await new Promise(setImmediate);
  }
  return socket.bytesWritten - socket.writableLength;
}

it('a body in small pieces is a flood, wherever it goes', async () => {
  const { cuts, open, url } = await serve();
  const sid = await openSession(url);
  const polling = open();
  polling
    .resume()
    .write(`POST /socket.io/?EIO=4&transport=polling&sid=${sid} HTTP/1.1\r\nHost: a\r\n${CHUNKED}\r\n\r\n`);
  const small = Buffer.from('1\r\n4\r\n'.repeat(1_000));
  await pour(polling, small, 5_000);
  expect(cuts).toEqual(['flood']);
  expect(polling.destroyed).toBe(true);
});

it('one in pieces as a network makes them is none', async () => {
  const { cuts, url } = await serve();
  const sent = post(url, 500_000);
  for (let i = 0; i < 5_000; i++) sent.write(Buffer.alloc(100));
  sent.end();
  const [response] = await once(sent, 'response');
  expect(response.statusCode).toBe(404);
  await once(response.resume(), 'end');
  await once(sent, 'close');
  expect(cuts).toEqual([]);
});

it('the rest of a body that is answered already is read as fast as its address may send', async () => {
  const { cuts, open } = await serve({ perSecond: 1_024 * KIB });
  const socket = open();
  socket.write(head('Content-Length: 99999999999'));
  const [answer] = (await once(socket.resume(), 'data')) as [Buffer];
  expect(answer.toString()).toContain('404');
  const taken = await pour(socket, Buffer.alloc(64 * KIB), 1_500);
  expect(taken).toBeLessThan(16_384 * KIB);
  expect(cuts).toEqual([]);
});

it('it is read to its end', async () => {
  const { url } = await serve({ perSecond: 4_096 * KIB });
  const sent = post(url, 6_144 * KIB);
  sent.end(Buffer.alloc(6_144 * KIB));
  const [response] = await once(sent, 'response');
  expect(response.statusCode).toBe(404);
  await once(response.resume(), 'end');
  await once(sent, 'close');
  expect(sent.writableFinished).toBe(true);
});

it('one without a length ends as its client sends it, and the connection serves the next request', async () => {
  const { open } = await serve();
  const socket = open();
  const bytes = collect(socket);
  socket.write(head(CHUNKED));
  await expect.poll(bytes).toContain('nothing');
  socket.write('5\r\nfirst\r\n');
  socket.write(`4\r\nlast\r\n0\r\n\r\n${head('Content-Length: 4')}body${head(CHUNKED)}0\r\n\r\n`);
  await expect.poll(() => bytes().split('HTTP/1.1 404')).toHaveLength(4);
  expect(socket.destroyed).toBe(false);
});

it('a client whose body without a length goes on is hung up on after the answer', async () => {
  const { open } = await serve();
  const socket = open();
  socket.write(head(CHUNKED));
  const [answer] = (await once(socket.resume(), 'data')) as [Buffer];
  expect(answer.toString()).toContain('404');
  const taken = await pour(socket, Buffer.from(`10000\r\n${'x'.repeat(65_536)}\r\n`), 5_000);
  expect(socket.destroyed).toBe(true);
  expect(taken).toBeLessThan(16_384 * KIB);
});

it('what has come of a body counts until it is complete, whenever the request before is answered', async () => {
  const asked: { readonly stream: Socket; readonly response: ServerResponse }[] = [];
  const http = createServer(({ socket }, response) => void asked.push({ stream: socket, response }));
  const limits = { maxPacketBytes: KIB, onFlood: () => undefined };
  const unfinished = limitBodies(http, { receivedOf: () => undefined }, limits);
  const { port } = await listen(http);
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.write(`${head('Content-Length: 1')}a${head('Content-Length: 10')}first`);
  await expect.poll(() => asked).toHaveLength(2);
  const [first, second] = asked;
  if (!first || !second) throw new Error('Two requests were asked for.');
  expect(unfinished(second.stream)).toBe(5);
  first.response.end();
  await once(first.response, 'finish');
  expect(unfinished(second.stream)).toBe(5);
  second.response.end();
  await once(second.response, 'finish');
  expect(unfinished(second.stream)).toBe(0);
});
