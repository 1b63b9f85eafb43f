import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createNetServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSelfSignedServer } from '../certificate.fixture.ts';
import type { ClientOptions } from '../client.ts';
import { openClient, serve, until } from '../server.fixture.ts';
import { explainTransport } from './explain-transport.ts';
import { inspectClient } from './inspect-client.ts';

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
    inspectClient(openClient(url, options)),
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

async function freePort(): Promise<number> {
  const server = createNetServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('a server that does not allow the transport', () => {
  it('is explained over polling, with the setting to change', async () => {
    const { url, io } = await serve();
    Object.assign(io.engine.opts, { transports: ['websocket'] });
    expect(await explanationOf(url, by('polling'))).toBe(
      `The server at ${url} does not allow this transport: pick another one in the transports.`,
    );
  });

  it('is explained over WebSocket, as far as it can be', async () => {
    const { url, io } = await serve();
    Object.assign(io.engine.opts, { transports: ['polling'] });
    expect(await explanationOf(url, by('websocket'))).toMatch(/refused the handshake: .* the transports/);
  });
});

describe.each(['polling', 'websocket'] as const)('by %s', (transport) => {
  it('a foreign origin is explained', async () => {
    const { url, io } = await serve();
    io.engine.use((request: IncomingMessage) => {
      request.socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    });
    expect(await explanationOf(url, by(transport))).toBe(
      `${url} does not allow this page's origin: add it to ALLOWED_ORIGINS.`,
    );
  });

  it('a server that does not run behind a proxy is explained', async () => {
    const url = await listen((_request, response) => response.writeHead(502).end());
    expect(await explanationOf(url, by(transport))).toMatch(/not running, or failed \(HTTP 502\)/);
  });

  it('a page where Socket.IO should be is explained', async () => {
    const url = await listen((_request, response) => response.writeHead(200).end('<!doctype html>'));
    expect(await explanationOf(url, by(transport))).toMatch(
      /answers, but not with Socket\.IO: check the path/,
    );
  });

  it('an answer that says nothing is explained by its status', async () => {
    const url = await listen((_request, response) => response.writeHead(418).end());
    expect(await explanationOf(url, by(transport))).toMatch(/refused the connection \(HTTP 418\)/);
  });
});

it('a server that no longer knows the session is explained', async () => {
  const handshake = { sid: 's1', upgrades: [], pingInterval: 25_000, pingTimeout: 20_000 };
  const url = await listen((request, response) => {
    if (request.url?.includes('sid=')) refuse(1, 'Session ID unknown')(request, response);
    else response.end(`0${JSON.stringify(handshake)}`);
  });
  expect(await explanationOf(url, by('polling'))).toMatch(/does not know this session: .*sticky sessions/);
});

it('a server of another version of the protocol is explained', async () => {
  const url = await listen(refuse(5, 'Unsupported protocol version'));
  expect(await explanationOf(url, by('polling'))).toMatch(/another version of the protocol/);
});

it('where every transport fails, the first one says why: a WebSocket knows less', async () => {
  const url = await listen(refuse(5, 'Unsupported protocol version'));
  expect(await explanationOf(url, by('websocket'))).toMatch(/refused the handshake/);
  expect(await explanationOf(url, by('polling', 'websocket'))).toMatch(/another version of the protocol/);
});

it('a server of Socket.IO 2 is explained', async () => {
  const handshake = { sid: 's1', upgrades: [], pingInterval: 25_000, pingTimeout: 20_000 };
  const url = await listen((request, response) => {
    const isSecond = request.url?.includes('sid=') === true;
    // Version 2 joins the namespace by itself, with a packet that carries no id.
    if (request.method === 'POST') response.end('ok');
    else response.end(isSecond ? '40' : `0${JSON.stringify(handshake)}`);
  });
  expect(await explanationOf(url, by('polling'))).toMatch(/speaks Socket\.IO 2: bring it to version 3/);
});

it('a client without a transport learns what to allow', async () => {
  const { url } = await serve();
  expect(await explanationOf(url, by())).toBe(
    'No transport is left to try: allow polling or websocket in the transports.',
  );
});

describe('a refusal', () => {
  it('of a wrong path is explained', async () => {
    const { url } = await serve();
    const socketOptions = { path: '/elsewhere', transports: ['polling'] };
    const explanation = await explanationOf(url, { socketOptions });
    expect(explanation).toBe(
      `${url} answers, but not with Socket.IO: check the path (the default is /socket.io/).`,
    );
  });

  it.each(['polling', 'websocket'])(
    'by nobody, because nothing listens, is explained over %s',
    async (transport) => {
      const url = `http://localhost:${await freePort()}`;
      const explanation = await explanationOf(url, { socketOptions: { transports: [transport] } });
      expect(explanation).toBe(`Nothing listens at ${url}: start the server, or correct the port.`);
    },
  );

  it.each(['polling', 'websocket'])(
    'by this end, of an untrusted certificate, is explained over %s',
    async (transport) => {
      const { url } = await serve(undefined, await createSelfSignedServer());
      expect(url).toMatch(/^https:/);
      const explanation = await explanationOf(url, { socketOptions: { transports: [transport] } });
      expect(explanation).toMatch(
        /^The certificate of https:\S+ is not trusted: trust the development CA \(/,
      );
    },
  );
});

const URL = 'https://example.test';

/** What socket.io-client makes of an answer with this HTTP status: in browsers the status is in the description. */
function httpError(status: number, where: 'description' | 'context'): Error {
  const more = where === 'description' ? { description: status } : { context: { status } };
  return Object.assign(new Error('xhr poll error'), more);
}

describe('explainTransport', () => {
  it.each([
    [400, /check the protocol version/],
    [403, /origin: add it to ALLOWED_ORIGINS/],
    [404, /check the path/],
    [502, /not running, or failed \(HTTP 502\)/],
  ])('says for the status %i what to change', (status, expected) => {
    for (const where of ['description', 'context'] as const) {
      const explanation = explainTransport(httpError(status, where), URL);
      expect(explanation).toMatch(expected);
      expect(explanation).toContain(URL);
    }
  });

  it.each([
    [{ error: { message: 'getaddrinfo ENOTFOUND example.test', code: 'ENOTFOUND' } }, /host .* is not known/],
    [{ error: { message: '', code: 'ECONNREFUSED' } }, /Nothing listens/],
    [{ message: 'self-signed certificate' }, /certificate .* is not trusted/],
  ])('says for the description %j what to change', (description, expected) => {
    const error = Object.assign(new Error('websocket error'), { description });
    expect(explainTransport(error, URL)).toMatch(expected);
  });

  it('says so where the server did not answer in time, or nothing more is known', () => {
    expect(explainTransport(new Error('timeout'), URL)).toBe(`${URL} did not answer in time.`);
    expect(explainTransport(new Error('xhr poll error'), URL)).toBe(
      `${URL} cannot be reached: check that the server runs, the port, the path of Socket.IO (the default is /socket.io/), that the \`cors\` option of the server allows this page, and that its certificate is trusted (open the URL once in this browser). If it speaks plain HTTP, write http:// in the URL.`,
    );
  });

  it('speaks of a certificate only where there is one', () => {
    const explanation = explainTransport(new Error('xhr poll error'), 'http://example.test');
    expect(explanation).toMatch(
      /, and that the `cors` option of the server allows this page\. If it speaks HTTPS/,
    );
    expect(explanation).not.toContain('certificate');
  });

  it.each(['xhr poll error', 'websocket error'])('says so where browsers block the port (%s)', (message) => {
    for (const port of [1, 22, 6000, 10_080]) {
      expect(explainTransport(new Error(message), `http://example.test:${port}/notes`)).toBe(
        `Browsers block port ${port}: let the server listen on another one.`,
      );
    }
    expect(explainTransport(new Error(message), 'http://example.test:3000')).not.toContain('block port');
  });

  it('says nothing of blocked ports to a client outside of browsers, which knows the reason', () => {
    const error = Object.assign(new Error('websocket error'), {
      description: { message: 'ECONNREFUSED refused' },
    });
    expect(explainTransport(error, 'http://example.test:22')).toMatch(/Nothing listens/);
  });

  it('says what a browser does not: a WebSocket that failed has no reason there', () => {
    const error = Object.assign(new Error('websocket error'), { description: { type: 'error' } });
    expect(explainTransport(error, URL)).toMatch(/browsers do not say why.* allow polling/);
  });
});
