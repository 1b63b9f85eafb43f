import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { frame, PING } from './raw-client.fixture.ts';
import { ask, clientAt, head, openSession, POLL, type RawClient, serveTls } from './tls-door.fixture.ts';

const UPGRADE = ['Connection: Upgrade', 'Upgrade: websocket'];
const WEBSOCKET = [...UPGRADE, 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg=='];
const UNSERVED = /HTTP\/1\.1 400 .*Connection: close.*without the header Upgrade/s;
const WS = '/socket.io/?EIO=4&transport=websocket';

describe('a polling request with the header Upgrade, which is no upgrade without Connection', () => {
  const from = (address: string) => `X-Forwarded-For: ${address}`;

  it('is paid for, and waits as long as one without', async () => {
    const { connections, open } = await serveTls({
      maxReceivedBytesPerSecondPerAddress: 100_000,
      trustProxy: 1,
    });
    const join = (client: RawClient, sid: string, line: string) =>
      ask(client, `${head(`POST ${POLL}&sid=${sid}`, 'Content-Length: 2', line)}40`);
    const post = (client: RawClient, sid: string, lines: readonly string[]) => {
      const packet = `42${JSON.stringify(['nothing', 'x'.repeat(200_000)])}`;
      const length = `Content-Length: ${packet.length}`;
      return ask(client, `${head(`POST ${POLL}&sid=${sid}`, length, ...lines)}${packet}`);
    };
    /** Milliseconds that two bodies take, the first of which costs two seconds' worth. */
    const waitOf = async (address: string, lines: readonly string[]): Promise<number> => {
      const client = await open();
      const sid = await openSession(client, from(address));
      await join(client, sid, from(address));
      const begun = performance.now();
      await post(client, sid, [from(address), ...lines]);
      expect(connections.receivedOf(clientAt(address))?.has(0)).toBe(false);
      await post(client, sid, [from(address), ...lines]);
      return performance.now() - begun;
    };
    const waits = await Promise.all([waitOf('192.0.2.1', []), waitOf('192.0.2.2', ['Upgrade: x'])]);
    expect(Math.min(...waits)).toBeGreaterThan(1_000);
  });

  it('is refused over a limit of sessions by an answer, and its connection serves the next', async () => {
    const { open } = await serveTls({ maxConnectionsPerAddress: 1 });
    const client = await open();
    await openSession(client);
    for (let each = 0; each < 2; each++)
      expect(await ask(client, head(`GET ${POLL}`, 'Upgrade: x'))).toMatch(
        /^HTTP\/1\.1 503 .*too_many_connections/s,
      );
  });

  it('is told why its session was cut', async () => {
    const { open } = await serveTls({ maxPacketBytes: 1_000 });
    const client = await open();
    const sid = await openSession(client);
    const tooLarge = head(`POST ${POLL}&sid=${sid}`, 'Content-Length: 2000', 'Upgrade: x');
    expect(await ask(client, `${tooLarge}${'x'.repeat(2_000)}`)).toMatch(/packet_too_large/);
  });

  it('keeps its session as long as it polls', async () => {
    const { connections, open } = await serveTls({ pingTimeout: 300 });
    const [poller, silent] = [await open(), await open()];
    const polling = await openSession(poller);
    poller.socket.write(head(`GET ${POLL}&sid=${polling}`, 'Upgrade: x'));
    await expect.poll(() => connections.sessions.get(polling)?.connection.transport.writable).toBe(true);
    for (let each = 0; each < 2; each++) {
      const other = await openSession(silent);
      await expect.poll(() => connections.sessions.has(other)).toBe(false);
    }
    expect(connections.sessions.has(polling)).toBe(true);
  });
});

describe('an upgrade that is refused leaves nothing behind, whether its client sends more or never closes,', () => {
  it.each([
    ['of a foreign page', WS, ['Origin: https://evil.example'], '403'],
    ['that asks for JSONP', `${WS}&j=0`, [], '400'],
    ['of an unknown session', `${WS}&sid=unknown`, [], '400'],
    ['that ws does not take', WS, ['Sec-WebSocket-Version: 1'], '400'],
    ['over a limit of sessions', WS, ['Origin: https://allowed.example'], '503'],
  ] as const)('%s', async (_what, path, lines, status) => {
    const limits = { allowedOrigins: ['https://allowed.example'], maxConnections: status === '503' ? 0 : 9 };
    const { connections, open } = await serveTls(limits);
    const [silent, sender] = [await open(), await open()];
    for (const client of [silent, sender]) {
      const answer = await ask(client, head(`GET ${path}`, ...lines, ...WEBSOCKET));
      expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    }
    sender.socket.write('x');
    sender.socket.end();
    await expect.poll(() => connections.open, { timeout: 5_000 }).toBe(0);
  });

  it('to a path that nobody serves, also behind an answer; one that is served stays', async () => {
    const { connections, open, server } = await serveTls();
    server.on('upgrade', ({ url }, socket) => {
      if (url !== '/own') return;
      socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
      socket.pipe(socket);
    });
    const [first, second, own, webSocket] = [await open(), await open(), await open(), await open()];
    await ask(second, head('GET /'));
    for (const { socket } of [first, second]) socket.write(`${head('GET /nothing', ...UPGRADE)}x`);
    await ask(own, head('GET /own', ...UPGRADE));
    await ask(webSocket, head(`GET ${WS}`, ...WEBSOCKET));
    expect(connections.open).toBe(4);
    await expect.poll(() => connections.open, { timeout: 9_000 }).toBe(2);
    for (const { text } of [first, second]) expect(text()).toMatch(UNSERVED);
    own.socket.write('echo');
    await expect.poll(own.text).toContain('echo');
    webSocket.socket.write(frame(PING, 'alive'));
    await expect.poll(webSocket.text).toContain('alive');
  });
});

it('a WebSocket whose address owes more than is waited for at other paths is opened once that is paid back', async () => {
  const { connections, open } = await serveTls({ maxReceivedBytesPerSecondPerAddress: 20_000 });
  const { socket, text } = await open();
  const client = { headers: {}, socket: { remoteAddress: '127.0.0.1' } } as IncomingMessage;
  connections.receivedOf(client)?.take(150_000);
  socket.write(head(`GET ${WS}`, ...WEBSOCKET));
  await expect.poll(text, { timeout: 12_000 }).toMatch(/^HTTP\/1\.1 \d+ /);
  expect(text()).toMatch(/^HTTP\/1\.1 101 /);
});

describe('an upgrade to HTTP/2, as curl and Java ask for in each request over plain HTTP,', () => {
  const H2C = ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAoAAAAAA'];

  it.each(['GET /', 'POST /'])('is refused at once at %s, with a sentence', async (request) => {
    const { connections, open } = await serveTls();
    const client = await open();
    client.socket.write(`${head(request, ...H2C, 'Content-Length: 2')}{}`);
    await expect.poll(client.text, { timeout: 2_000 }).toMatch(UNSERVED);
    await expect.poll(() => connections.open, { timeout: 4_000 }).toBe(0);
  });

  it('is left to an application that answers it', async () => {
    const { connections, open, server } = await serveTls();
    const answer = 'HTTP/1.1 401 Unauthorized\r\n\r\n';
    server.on('upgrade', (_request, socket) => void socket.write(answer));
    const client = await open();
    await ask(client, head('GET /own', ...H2C));
    await expect.poll(() => connections.open, { timeout: 9_000 }).toBe(0);
    expect(client.text()).toBe(answer);
  });
});

it('what is no HTTP is answered, and its connection ends though its client does not close', async () => {
  const { connections, open } = await serveTls();
  const client = await open();
  const ended = once(client.socket, 'end');
  client.socket.write('no HTTP\r\n\r\n');
  await ended;
  expect(client.text()).toMatch(/^HTTP\/1\.1 400 /);
  await expect.poll(() => connections.open, { timeout: 5_000 }).toBe(0);
});
