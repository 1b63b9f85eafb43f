import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { ask, head, POLL, type RawClient, serveTls } from './tls-door.fixture.ts';

const KIB = 1_024;
const EXPECT = 'Expect: x';

/** Writes as fast as the other side reads, for 1.5 s. Resolves to the bytes taken. */
async function pour({ socket }: RawClient, bytes: Buffer): Promise<number> {
  const until = performance.now() + 1_500;
  const over = new Promise((resolve) => setTimeout(resolve, 1_500));
  while (performance.now() < until && !socket.destroyed) {
    if (!socket.write(bytes)) await Promise.race([once(socket, 'drain').catch(() => undefined), over]);
    await new Promise(setImmediate);
  }
  return socket.bytesWritten - socket.writableLength;
}

const LOCAL = { headers: {}, socket: { remoteAddress: '127.0.0.1' } } as never;

/** What Node answers by itself where nobody takes it over, and does not count as a request. */
const refusals = [
  ['that expects something unknown', (request: string) => head(request, EXPECT), '417 Expectation Failed'],
  ['without Host', (request: string) => `${request} HTTP/1.1\r\n\r\n`, '400 Bad Request'],
] as const;

describe.each(refusals)('a request %s', (_what, write, status) => {
  it.each(['/', POLL])('is refused, to the application and to Socket.IO alike: %s', async (path) => {
    let served = 0;
    const { open } = await serveTls({}, (_request, response) => {
      served += 1;
      response.end();
    });
    const client = await open();
    expect(await ask(client, write(`GET ${path}`))).toMatch(new RegExp(`^HTTP/1\\.1 ${status}\r\n`));
    expect(served).toBe(0);
  });

  it.each(['/', POLL])('costs its address as much as any other: %s', async (path) => {
    const { connections, open } = await serveTls({ maxReceivedBytesPerSecondPerAddress: 10 * KIB });
    await ask(await open(), write(`GET ${path}`));
    expect(connections.receivedOf(LOCAL)?.has(0)).toBe(false);
  });

  it('is one of many that may not come at once', async () => {
    const { connections, cuts, open } = await serveTls();
    const { socket } = await open();
    socket.write(write('GET /').repeat(2_000));
    await expect.poll(() => connections.open).toBe(0);
    expect(cuts).toEqual(['flood']);
  });
});

describe('a body whose request expects something unknown', () => {
  it('is read after the answer as fast as its address may send', async () => {
    const { cuts, open } = await serveTls({ maxReceivedBytesPerSecondPerAddress: KIB * KIB });
    const client = await open();
    expect(await ask(client, head('POST /nothing', EXPECT, 'Content-Length: 99999999999'))).toContain('417');
    expect(await pour(client, Buffer.alloc(64 * KIB))).toBeLessThan(16 * KIB * KIB);
    expect(cuts).toEqual([]);
  });
});

it('one that expects 100-continue is told to go on, and is a request like any other', async () => {
  const { connections, open } = await serveTls(
    { maxReceivedBytesPerSecondPerAddress: 10 * KIB },
    (request, response) => {
      request.resume().on('end', () => response.end());
    },
  );
  const client = await open();
  const begin = head('POST /nothing', 'Expect: 100-continue', 'Content-Length: 4');
  expect(await ask(client, begin)).toBe('HTTP/1.1 100 Continue\r\n\r\n');
  expect(await ask(client, 'body')).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(connections.receivedOf(LOCAL)?.has(0)).toBe(false);
});

it('an expectation is left to a server that answers it itself', async () => {
  const { open } = await serveTls({}, undefined, (server) =>
    server.on('checkExpectation', (_request, response) => void response.writeHead(202).end()),
  );
  expect(await ask(await open(), head('GET /', EXPECT))).toMatch(/^HTTP\/1\.1 202 /);
});

it('a server that asks for no Host header gets requests without one', async () => {
  const { open } = await serveTls({}, undefined, (server) =>
    Object.assign(server, { requireHostHeader: false }),
  );
  expect(await ask(await open(), 'GET / HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 404 /);
});
