import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ClientOptions } from '../client.ts';
import { openClient, serve, until } from '../server.fixture.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server that is not ours, until the test is over. */
async function listen(answer: Answer): Promise<string> {
  const http: Server = createServer(answer).listen(0);
  onTestFinished(() => {
    http.closeAllConnections();
    http.close();
  });
  await once(http, 'listening');
  return `http://localhost:${(http.address() as AddressInfo).port}`;
}

/** Why the connection could not be made, at first. */
async function explanationOf(url: string, options: ClientOptions = {}): Promise<string | undefined> {
  const { problem } = await until(
    openClient(url, options),
    'connecting',
    ({ problem }) => problem !== undefined,
  );
  return problem?.explanation;
}

const by = (...transports: ('polling' | 'websocket')[]) => ({ socketOptions: { transports } });

/** What Engine.IO answers to a request that it refuses. */
function refuse(code: number, message: string): Answer {
  return (_request, response) => response.writeHead(400).end(JSON.stringify({ code, message }));
}

describe('a server that does not allow the transport', () => {
  it('is told by polling, with the setting to change', async () => {
    const { url, io } = await serve();
    Object.assign(io.engine.opts, { transports: ['websocket'] });
    expect(await explanationOf(url, by('polling'))).toBe(
      `The server at ${url} does not allow this transport: pick another one in the transports.`,
    );
  });

  it('is reached by the next one, where the client may use it', async () => {
    const { url, io } = await serve();
    Object.assign(io.engine.opts, { transports: ['websocket'] });
    const client = openClient(url, by('polling', 'websocket'));
    expect(await until(client, 'connected')).toMatchObject({ transport: 'websocket' });
  });

  it('is told by a WebSocket, as far as it can be', async () => {
    const { url, io } = await serve();
    Object.assign(io.engine.opts, { transports: ['polling'] });
    expect(await explanationOf(url, by('websocket'))).toMatch(/refused the handshake: .* the transports/);
  });
});

describe('a server that cannot take anybody for a while', () => {
  const refusal = (code: string): Error =>
    Object.assign(new Error('no'), { data: { code, message: 'The store is not available.' } });

  it.each(['SERVICE_UNAVAILABLE', 'TIMEOUT'])('is asked again until it can: %s', async (code) => {
    const { url, io } = await serve();
    let handshakes = 0;
    io.use((_socket, next) => next(++handshakes < 3 ? refusal(code) : undefined));
    const client = openClient(url);
    const { problem } = await until(client, 'connecting', ({ attempt }) => attempt === 2);
    expect(problem).toMatchObject({
      error: { code },
      explanation: 'The store is not available. Nothing is wrong at this end: it is tried again by itself.',
    });
    await until(client, 'connected');
    expect(handshakes).toBe(3);
  });

  it('is not asked again before the time that it names', async () => {
    const { url, io } = await serve();
    const times: number[] = [];
    io.use((_socket, next) => {
      times.push(performance.now());
      const error = refusal('SERVICE_UNAVAILABLE') as Error & { data: object };
      Object.assign(error.data, { retryAfter: 200 });
      next(times.length < 2 ? error : undefined);
    });
    await until(openClient(url), 'connected');
    const [first = 0, second = 0] = times;
    expect(second - first).toBeGreaterThanOrEqual(199);
  });

  it.each(['disconnect', 'connect'] as const)('waits no longer after %s()', async (method) => {
    const { url, io } = await serve();
    let handshakes = 0;
    io.use((_socket, next) => next(++handshakes < 2 ? refusal('SERVICE_UNAVAILABLE') : undefined));
    const client = openClient(url, {
      socketOptions: { reconnectionDelay: 600_000, reconnectionDelayMax: 600_000 },
    });
    await until(client, 'connecting', ({ problem }) => problem !== undefined);
    client[method]();
    if (method === 'connect') await until(client, 'connected');
    else expect(client.state.status).toBe('disconnected');
    expect(handshakes).toBe(method === 'connect' ? 2 : 1);
  });

  it('refuses for good what will not pass', async () => {
    const { url, io } = await serve();
    io.use((_socket, next) => next(refusal('UNAUTHORIZED')));
    await until(openClient(url), 'refused');
  });
});

describe.each(['polling', 'websocket'] as const)('by %s', (transport) => {
  it('a foreign origin is told', async () => {
    const { url, io } = await serve();
    io.engine.use((request: IncomingMessage) => {
      request.socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    });
    expect(await explanationOf(url, by(transport))).toBe(
      `${url} does not allow this page's origin: add it to ALLOWED_ORIGINS.`,
    );
  });

  it('a server behind a proxy that is not running is told', async () => {
    const url = await listen((_request, response) => response.writeHead(502).end());
    expect(await explanationOf(url, by(transport))).toMatch(/not running, or failed \(HTTP 502\)/);
  });

  it('a page where Socket.IO should be is told', async () => {
    const url = await listen((_request, response) => response.writeHead(200).end('<!doctype html>'));
    expect(await explanationOf(url, by(transport))).toMatch(
      /answers, but not with Socket\.IO: check the path/,
    );
  });

  it('an answer that says nothing is told with its status', async () => {
    const url = await listen((_request, response) => response.writeHead(418).end());
    expect(await explanationOf(url, by(transport))).toMatch(/refused the connection \(HTTP 418\)/);
  });

  it('an unknown namespace is told', async () => {
    const { url } = await serve();
    const { problem } = await until(openClient(`${url}/admin`, by(transport)), 'refused');
    expect(problem.explanation).toMatch(/does not serve this namespace: check the namespace/);
  });

  it("a middleware's plain no is told in its own words", async () => {
    const { url, io } = await serve();
    io.use((_socket, next) => next(new Error('Closed on Sundays.')));
    const { problem } = await until(openClient(url, by(transport)), 'refused');
    expect(problem.explanation).toBe('The server refused this client: Closed on Sundays.');
  });
});

it('a server that does not know the session any more is told', async () => {
  const handshake = { sid: 's1', upgrades: [], pingInterval: 25_000, pingTimeout: 20_000 };
  const url = await listen((request, response) => {
    if (request.url?.includes('sid=')) refuse(1, 'Session ID unknown')(request, response);
    else response.end(`0${JSON.stringify(handshake)}`);
  });
  expect(await explanationOf(url, by('polling'))).toMatch(/does not know this session: .*sticky sessions/);
});

it('a server of another version of the protocol is told', async () => {
  const url = await listen(refuse(5, 'Unsupported protocol version'));
  expect(await explanationOf(url, by('polling'))).toMatch(/another version of the protocol/);
});

it('where every transport fails, the first one says why: a WebSocket knows less', async () => {
  const url = await listen(refuse(5, 'Unsupported protocol version'));
  expect(await explanationOf(url, by('websocket'))).toMatch(/refused the handshake/);
  expect(await explanationOf(url, by('polling', 'websocket'))).toMatch(/another version of the protocol/);
});

it('a server of Socket.IO 2 is told', async () => {
  const handshake = { sid: 's1', upgrades: [], pingInterval: 25_000, pingTimeout: 20_000 };
  const url = await listen((request, response) => {
    const isSecond = request.url?.includes('sid=') === true;
    // Version 2 joins the namespace by itself, with a packet that carries no id.
    if (request.method === 'POST') response.end('ok');
    else response.end(isSecond ? '40' : `0${JSON.stringify(handshake)}`);
  });
  expect(await explanationOf(url, by('polling'))).toMatch(/speaks Socket\.IO 2: bring it to version 3/);
});

it('a client without a transport is told what to allow', async () => {
  const { url } = await serve();
  expect(await explanationOf(url, by())).toBe(
    'No transport is left to try: allow polling or websocket in the transports.',
  );
});
