import { once } from 'node:events';
import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { Agent, request } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { developmentTls, testConfig } from '../../app.fixture.ts';
import { createHttpsServer } from '../../tls/https-server.ts';
import { loadTls } from '../../tls/load-tls.ts';
import { createDoor, type DoorConfig } from '../door.ts';
import { pour } from '../raw-client.fixture.ts';
import { limitBodies } from './limit-bodies.ts';

const KIB = 1_024;
const PER_SECOND = { maxReceivedBytesPerSecondPerAddress: 1_024 * KIB };

const answerAtOnce: RequestListener = (_request, response) => void response.writeHead(404).end('nothing');

/** An HTTPS server behind the door; by default it answers everything at once, and reads no body. */
async function serve(changed: Partial<DoorConfig> = {}, listener = answerAtOnce) {
  const config = { ...testConfig(), allowedOrigins: 'any', ...changed } as const;
  const server = createHttpsServer(await loadTls(developmentTls()), config, listener);
  const cuts: string[] = [];
  const { connections } = createDoor({ server }, config, {
    logger: pino({ level: 'silent' }),
    metrics: { onRefused: () => undefined, onCut: (reason) => void cuts.push(reason) },
  });
  const { port } = await listen(server);
  onTestFinished(() => connections.cutAll());
  const open = (): Socket => {
    const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false });
    onTestFinished(() => void socket.destroy());
    return socket.on('error', () => undefined);
  };
  /** What was read of all connections, also of those that are closed. */
  let read = 0;
  server.on('secureConnection', (socket) =>
    socket.once('close', () => {
      read += socket.bytesRead;
    }),
  );
  const received = () => [...connections.streams].reduce((sum, { bytesRead }) => sum + bytesRead, read);
  return { connections, cuts, open, received, server, url: `https://127.0.0.1:${port}` };
}

async function listen(http: Server | ReturnType<typeof createHttpsServer>): Promise<AddressInfo> {
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
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  onTestFinished(() => agent.destroy());
  return request(`${url}/nothing`, { method: 'POST', agent, headers: { 'Content-Length': length } });
}

const head = (header: string): string => `POST /nothing HTTP/1.1\r\nHost: a\r\n${header}\r\n\r\n`;
const CHUNKED = 'Transfer-Encoding: chunked';

it('a body in small pieces is a flood, wherever it goes', async () => {
  const { cuts, open } = await serve();
  const polling = open();
  const bytes = collect(polling);
  const path = '/socket.io/?EIO=4&transport=polling';
  polling.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
  await expect.poll(bytes).toContain('"sid"');
  const sid = /"sid":"([^"]+)"/.exec(bytes())?.[1];
  polling.write(`POST ${path}&sid=${sid} HTTP/1.1\r\nHost: a\r\n${CHUNKED}\r\n\r\n`);
  const small = Buffer.from('1\r\n4\r\n'.repeat(1_000));
  await pour(polling, small, 5_000);
  expect(cuts).toEqual(['flood']);
  expect(bytes()).toMatch(/HTTP\/1\.1 429 .*small pieces.*$/s);
  expect(polling.destroyed).toBe(true);
});

it('one in pieces as a network makes them is none', async () => {
  const { cuts, url } = await serve();
  const sent = post(url, 500_000);
  const closed = once(sent, 'close');
  for (let i = 0; i < 5_000; i++) sent.write(Buffer.alloc(100));
  sent.end();
  const [response] = await once(sent, 'response');
  expect(response.statusCode).toBe(404);
  await Promise.all([once(response.resume(), 'end'), closed]);
  expect(cuts).toEqual([]);
});

it('the rest of a body that is answered already is read as fast as its address may send', async () => {
  const { cuts, open } = await serve(PER_SECOND);
  const socket = open();
  socket.write(head('Content-Length: 99999999999'));
  const [answer] = (await once(socket.resume(), 'data')) as [Buffer];
  expect(answer.toString()).toContain('404');
  const taken = await pour(socket, Buffer.alloc(64 * KIB), 1_500);
  expect(taken).toBeLessThan(16_384 * KIB);
  expect(cuts).toEqual([]);
});

it('it is read to its end', async () => {
  const { url } = await serve({ maxReceivedBytesPerSecondPerAddress: 4_096 * KIB });
  const sent = post(url, 6_144 * KIB);
  const closed = once(sent, 'close');
  sent.end(Buffer.alloc(6_144 * KIB));
  const [response] = await once(sent, 'response');
  expect(response.statusCode).toBe(404);
  await Promise.all([once(response.resume(), 'end'), closed]);
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

it('small pieces of the rest of a body are a flood, too', async () => {
  const { cuts, open } = await serve();
  const socket = open();
  socket.resume().write(head(CHUNKED));
  await once(socket, 'data');
  await pour(socket, Buffer.from('1\r\n4\r\n'.repeat(1_000)), 5_000);
  expect(cuts).toEqual(['flood']);
});

it('what a server drops before it answers is read as fast as its address may send', async () => {
  const { open, received } = await serve(PER_SECOND, (request) => void request.resume());
  const socket = open();
  socket.write(head(CHUNKED));
  await pour(socket, Buffer.from(`10000\r\n${'x'.repeat(65_536)}\r\n`), 1_500);
  expect(received()).toBeLessThan(8_192 * KIB);
});

it('what somebody reads is read as fast as that, and is not counted as held', async () => {
  let stored = 0;
  const total = { maxBufferedBytesInTotal: 4_096 * KIB };
  const { cuts, open, url } = await serve({ ...PER_SECOND, ...total }, (request, response) => {
    if (request.method === 'GET') return void response.end(Buffer.alloc(65_536 * KIB));
    const store = new Writable({
      write: ({ length }: Buffer, _encoding, done) => {
        stored += length;
        done();
      },
    });
    request.pipe(store).on('finish', () => response.end());
  });
  const upload = post(url, 40_960 * KIB);
  const answered = once(upload, 'response');
  upload.write(Buffer.alloc(32_768 * KIB));
  await expect.poll(() => stored, { timeout: 5_000 }).toBe(32_768 * KIB);
  // It fills the budget, and is cut for it alone.
  open().pause().write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await expect.poll(() => cuts, { timeout: 5_000 }).toEqual(['server_full']);
  upload.end(Buffer.alloc(8_192 * KIB));
  const [{ statusCode }] = (await answered) as [IncomingMessage];
  expect([statusCode, stored]).toEqual([200, 40_960 * KIB]);
  expect(cuts).toHaveLength(1);
});

it('a server may answer first and read on', async () => {
  let stored = 0;
  const { cuts, open } = await serve(PER_SECOND, (request, response) => {
    request.on('data', ({ length }: Buffer) => {
      stored += length;
    });
    response.end('begun');
  });
  const socket = open();
  socket.resume().write(head(CHUNKED));
  await once(socket, 'data');
  for (let i = 0; i < 256; i++) socket.write(`10000\r\n${'x'.repeat(65_536)}\r\n`);
  await expect.poll(() => stored, { timeout: 5_000 }).toBe(16_384 * KIB);
  expect(cuts).toEqual([]);
});

it('a server that answers and does not read on holds no more of the body than Node buffers', async () => {
  const requests: IncomingMessage[] = [];
  const { open } = await serve({}, (request, response) => {
    requests.push(request);
    request.pipe(new Writable({ write: () => undefined }));
    response.writeHead(413).end('too large');
  });
  const socket = open();
  socket.resume().write(head('Content-Length: 99999999999'));
  await once(socket, 'data');
  await pour(socket, Buffer.alloc(64 * KIB), 1_000);
  expect(requests[0]?.readableLength).toBeLessThan(256 * KIB);
});

it('a rest that is not sent costs nothing', async () => {
  const { open, server } = await serve();
  let resumed = 0;
  server.on('secureConnection', (stream) => stream.on('resume', () => void resumed++));
  const socket = open();
  socket.resume().write(head('Content-Length: 99999999999'));
  await once(socket, 'data');
  const before = resumed;
  await delay(200);
  expect(resumed - before).toBeLessThan(2);
});

const FORWARDED = { 'x-forwarded-for': '192.0.2.1' };
const CLIENT = { headers: FORWARDED, socket: { remoteAddress: '127.0.0.1' } } as never;
const FORWARDED_LINE = 'X-Forwarded-For: 192.0.2.1\r\n';

it('a rest is charged to its address also where a proxy was silent until that was forgotten', async () => {
  const { connections, open } = await serve({ ...PER_SECOND, trustProxy: 1 });
  const socket = open();
  socket.resume().write(head(`${FORWARDED_LINE}Content-Length: 99999999999`));
  await once(socket, 'data');
  const bucket = connections.receivedOf(CLIENT);
  await expect.poll(() => connections.receivedOf(CLIENT) === bucket, { timeout: 5_000 }).toBe(false);
  const poured = pour(socket, Buffer.alloc(64 * KIB), 1_000);
  await expect.poll(() => connections.receivedOf(CLIENT)?.has(0), { interval: 1 }).toBe(false);
  await poured;
});

it.each([
  ['without a length', CHUNKED, 200 * KIB, `32000\r\n${'x'.repeat(200 * KIB)}\r\n`],
  ['of more than a packet', `Content-Length: ${400 * KIB}`, 400 * KIB, 'x'.repeat(400 * KIB)],
])('a body is paid for once: %s', async (_what, header, bytes, body) => {
  const paid = Math.max(bytes, 256 * KIB) + 16 * KIB;
  const perSecond = paid + 64 * KIB;
  const rates = { maxReceivedBytesPerSecondPerAddress: perSecond };
  const { connections, open, received } = await serve({ ...rates, trustProxy: 1 });
  const socket = open();
  socket.resume().write(head(`${FORWARDED_LINE}${header}`));
  await once(socket, 'data');
  socket.write(body);
  await expect.poll(received, { interval: 1 }).toBeGreaterThan(bytes);
  expect(connections.receivedOf(CLIENT)?.has(perSecond - paid)).toBe(true);
});
