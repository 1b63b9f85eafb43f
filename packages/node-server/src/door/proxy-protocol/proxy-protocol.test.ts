import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { startApp } from '../../app.fixture.ts';
import type { TestClients } from '../../testing/test-clients.ts';
import { recordingLogger } from '../../tls/deployed.fixture.ts';
import { serveProxied } from './proxied-server.fixture.ts';
import { binary, inet, inet6, LOCAL, proxied, tlv } from './proxy-header.fixture.ts';

const text = (line: string): Buffer => Buffer.from(line, 'latin1');
/** Addresses for documentation, one for each number. */
const address = (number: number): string => `192.0.2.${number + 1}`;

/** On Linux all of 127.0.0.0/8 is this machine. */
const OTHER_ADDRESS = process.platform === 'linux' ? '127.0.0.2' : '127.0.0.1';

async function whoami(clients: TestClients): Promise<unknown> {
  return (await clients.request('/whoami')).json();
}

/** Resolves once the server has ended the connection, however. */
const end = (socket: Socket): Promise<void> =>
  new Promise((resolve) => void socket.on('close', () => resolve()).resume());

describe('the address of a client behind a proxy that writes PROXY headers', () => {
  const from4 = { remoteAddress: '192.0.2.1', remotePort: 4242, remoteFamily: 'IPv4' };
  const from6 = { remoteAddress: '2001:db8::1', remotePort: 4242, remoteFamily: 'IPv6' };
  const v6 = inet6('20010db8000000000000000000000001', 4242);
  const mapped = inet6('00000000000000000000ffffc0000201', 4242);

  it.each([
    ['version 2, IPv4', proxied('192.0.2.1'), from4],
    ['version 2, IPv6', binary(0x21, 0x21, v6), from6],
    ['version 2, IPv4 in the form of IPv6', binary(0x21, 0x21, mapped), from4],
    ['version 1, IPv4', text('PROXY TCP4 192.0.2.1 10.0.0.1 4242 443\r\n'), from4],
    ['version 1, IPv6', text('PROXY TCP6 2001:db8::1 2001:db8::2 4242 443\r\n'), from6],
    [
      'version 2, with 64 KB behind the addresses',
      binary(0x21, 0x11, Buffer.concat([inet('192.0.2.1', 4242), tlv(4, Buffer.alloc(65_520))])),
      from4,
    ],
  ])('is what %s says, for Express and for Socket.IO by both transports', async (_what, header, from) => {
    await using server = await serveProxied();
    const clients = await server.behind(() => header);
    expect(await whoami(clients)).toEqual({ ip: from.remoteAddress, ...from });
    for (const transport of ['websocket', 'polling']) {
      const socket = await clients.connect({ transports: [transport] });
      expect(await socket.emitWithAck('whoami')).toEqual({
        handshake: from.remoteAddress,
        connection: from.remoteAddress,
        block: from === from6 ? '2001:db8::/64' : from.remoteAddress,
      });
    }
    expect(server.refusals).toEqual([]);
  });

  it('is what it says in pieces, too: byte by byte, and with what follows in the same chunk', async () => {
    await using server = await serveProxied();
    for (const header of [proxied('192.0.2.1'), text('PROXY TCP4 192.0.2.1 10.0.0.1 4242 443\r\n')]) {
      const clients = await server.behind(() => [...header].map((byte) => Buffer.from([byte])));
      expect(await whoami(clients)).toMatchObject(from4);
      // The header alone, before the first byte of TLS.
      const alone = await server.behind(() => [header, Buffer.alloc(0)]);
      expect(await whoami(alone)).toMatchObject(from4);
    }
  });

  it.each([
    ['LOCAL, as health checks are', LOCAL],
    ['UNKNOWN', text('PROXY UNKNOWN\r\n')],
    ['UNSPEC', binary(0x21, 0x00)],
    ['UNIX', binary(0x21, 0x31, Buffer.alloc(216, 97))],
  ])('is that of the connection itself where the header says %s', async (_what, header) => {
    await using server = await serveProxied();
    const clients = await server.behind(() => header);
    const who = (await whoami(clients)) as { remoteAddress: string };
    expect(who.remoteAddress).toMatch(/^(::ffff:)?127\.0\.0\.1$/);
  });

  it.each([
    ['nobody', 0, '10.0.0.8'],
    ['one proxy more', 1, '203.0.113.9'],
  ])('is that of the header, behind %s, where anyone may write one', async (_who, trustProxy, ip) => {
    await using server = await serveProxied({ trustProxy, proxyProtocol: 'anyone' });
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    const clients = await server.behind(() => proxied('10.0.0.8'), { from: OTHER_ADDRESS });
    expect((await clients.request('/whoami', { headers })).json()).toMatchObject({ ip });
    const socket = await clients.connect({ extraHeaders: headers });
    expect(await socket.emitWithAck('whoami')).toMatchObject({ block: ip });
  });

  it('is what X-Forwarded-For says only where the header names a proxy that is trusted', async () => {
    const trusted = ['127.0.0.1', '10.0.0.8'];
    await using server = await serveProxied({ trustProxy: trusted, proxyProtocol: trusted });
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    for (const [client, ip] of [
      ['10.0.0.8', '203.0.113.9'],
      ['192.0.2.1', '192.0.2.1'],
    ] as const) {
      const clients = await server.behind(() => proxied(client));
      expect((await clients.request('/whoami', { headers })).json()).toMatchObject({ ip });
      const socket = await clients.connect({ extraHeaders: headers });
      expect(await socket.emitWithAck('whoami')).toMatchObject({ block: ip });
    }
  });
});

describe('limits by address', () => {
  it('count 30 clients behind one proxy each by its own address, by both transports', async () => {
    await using server = await serveProxied({ maxConnectionsPerAddress: 3 });
    let number = 0;
    const each = await Promise.all(
      Array.from({ length: 30 }, async () => {
        const own = address(number++);
        return { own, clients: await server.behind(() => proxied(own)) };
      }),
    );
    const blocks = await Promise.all(
      each.map(async ({ clients }, index) => {
        const socket = await clients.connect({ transports: [index % 2 ? 'polling' : 'websocket'] });
        return ((await socket.emitWithAck('whoami')) as { block: string }).block;
      }),
    );
    expect(blocks).toEqual(each.map(({ own }) => own));
    expect(server.refusals).toEqual([]);
    expect(server.lines.filter(({ msg }) => msg.includes('no limit by address'))).toEqual([]);
  });

  it('refuse the connection over the limit of one client, and not those of the others', async () => {
    await using server = await serveProxied({ maxConnectionsPerAddress: 1 });
    const first = await server.behind(() => proxied('192.0.2.1'));
    const second = await server.behind(() => proxied('192.0.2.2'));
    const socket = await first.connect();
    await expect(first.connect()).rejects.toThrow();
    expect(server.refusals).toEqual(['max_connections_per_address']);
    await second.connect();
    expect(server.connections.at('192.0.2.1')).toMatchObject({ connections: 1, sessions: 1 });
    socket.disconnect();
    await expect.poll(() => server.connections.at('192.0.2.1')).toBeUndefined();
    await first.connect();
  });

  it('in total count connections whose header is not there yet', async () => {
    await using server = await serveProxied({ maxConnections: 2 });
    const silent = server.tcp();
    server.tcp();
    await expect.poll(() => server.connections.open).toBe(2);
    await end(server.tcp());
    expect(server.refusals).toEqual(['max_connections']);
    silent.destroy();
    await expect.poll(() => server.connections.open).toBe(1);
    const clients = await server.behind(() => proxied('192.0.2.1'));
    expect(await whoami(clients)).toMatchObject({ ip: '192.0.2.1' });
  });
});

describe('a connection is reset, counted and logged', () => {
  const NO_HEADER = 'does not begin with a PROXY header';
  const BAD_HEADER = 'is not well formed or not whole';
  it.each([
    ['without a header: TLS', Buffer.from([22, 3, 1]), NO_HEADER],
    ['without a header: HTTP', text('GET / HTTP/1.1\r\n'), NO_HEADER],
    ['with a header of version 3', binary(0x31, 0x11, inet('192.0.2.1', 1)), BAD_HEADER],
    ['with a header that is too short', binary(0x21, 0x11, Buffer.alloc(11)), BAD_HEADER],
    ['with a port out of range', text('PROXY TCP4 192.0.2.1 10.0.0.1 65536 443\r\n'), BAD_HEADER],
    ['with a line without an end', text(`PROXY UNKNOWN ${'x'.repeat(200)}`), BAD_HEADER],
  ])('%s', async (_what, bytes, why) => {
    await using server = await serveProxied();
    const socket = server.tcp();
    socket.write(bytes);
    await end(socket);
    expect(server.refusals).toEqual(['bad_proxy_header']);
    expect(server.lines.at(-1)).toMatchObject({
      reason: 'bad_proxy_header',
      msg: 'A connection was refused',
      why: expect.stringContaining(why),
    });
    await expect.poll(() => server.connections.open).toBe(0);
  });

  it('where it ends within its header', async () => {
    await using server = await serveProxied();
    const socket = server.tcp();
    socket.end(proxied('192.0.2.1').subarray(0, 20));
    await end(socket);
    expect(server.refusals).toEqual(['bad_proxy_header']);
  });

  it.runIf(process.platform === 'linux')('from an address that may not write a header', async () => {
    await using server = await serveProxied();
    await end(server.tcp({ localAddress: OTHER_ADDRESS }));
    const clients = await server.behind(() => proxied('192.0.2.1'), { from: OTHER_ADDRESS });
    await expect(whoami(clients)).rejects.toThrow();
    expect(server.refusals).toEqual(['foreign_proxy', 'foreign_proxy']);
    expect(server.lines.at(-1)).toMatchObject({
      reason: 'foreign_proxy',
      address: `::ffff:${OTHER_ADDRESS}`,
    });
  });

  it('in some lines of the log a second, however many there are', async () => {
    await using server = await serveProxied();
    await Promise.all(
      Array.from({ length: 50 }, async () => {
        const socket = server.tcp();
        socket.write('x');
        await end(socket);
      }),
    );
    expect(server.refusals).toHaveLength(50);
    expect(server.lines.filter(({ reason }) => reason === 'bad_proxy_header').length).toBeLessThan(25);
  });
});

it('a second header is not believed: no handshake succeeds behind it', async () => {
  await using server = await serveProxied();
  const clients = await server.behind(() => Buffer.concat([proxied('192.0.2.1'), proxied('192.0.2.2')]));
  await expect(whoami(clients)).rejects.toThrow();
  await expect.poll(() => server.connections.open).toBe(0);
  expect(server.connections.at('192.0.2.1')).toBeUndefined();
});

it('who only looks whether the port is open is neither counted nor logged', async () => {
  await using server = await serveProxied();
  const look = server.tcp();
  look.end();
  await end(look);
  const lookWithHeader = server.tcp();
  lookWithHeader.end(LOCAL);
  await end(lookWithHeader);
  await expect.poll(() => server.connections.open).toBe(0);
  expect(server.refusals).toEqual([]);
});

it('100 connections that begin a header, and go on with it never, do not keep a polite client from being served', async () => {
  await using server = await serveProxied();
  const clients = await server.behind(() => proxied('192.0.2.1'));
  const socket = await clients.connect();
  const slow = Array.from({ length: 100 }, () => server.tcp());
  for (const peer of slow) peer.write('PROXY TCP4 192.0.2.2 ');
  await expect.poll(() => server.connections.unnamed.size).toBe(100);
  expect(await socket.emitWithAck('whoami')).toMatchObject({ block: '192.0.2.1' });
  expect(await whoami(clients)).toMatchObject({ ip: '192.0.2.1' });
  expect(server.connections.at('192.0.2.2')).toBeUndefined();
});

it('certificates are replaced, and TLS sessions resumed, as without a proxy', async () => {
  await using server = await serveProxied();
  const clients = await server.behind(() => proxied('192.0.2.1'));
  const visit = async (session?: Buffer): Promise<{ session: Buffer | undefined; isResumed: boolean }> => {
    const socket = server.tcp();
    socket.write(proxied('192.0.2.7'));
    const tls = connectTls({ socket, session, rejectUnauthorized: false, servername: 'localhost' }).resume();
    const [ticket] = await once(tls, session ? 'secureConnect' : 'session');
    const isResumed = tls.isSessionReused();
    tls.destroy();
    return { session: ticket, isResumed };
  };
  const { session } = await visit();
  expect(await visit(session)).toMatchObject({ isResumed: true });
  await server.https.reloadCertificate();
  expect(await whoami(clients)).toMatchObject({ ip: '192.0.2.1' });
});

it('a server that stops does not wait for headers', async () => {
  const proxies = ['127.0.0.1'];
  const { logger, lines } = recordingLogger();
  await using app = await startApp({ trustProxy: proxies, proxyProtocol: proxies, drainTime: 1_000 }, logger);
  const silent = connect(app.port, '127.0.0.1').on('error', () => undefined);
  const bad = connect(app.port, '127.0.0.1').on('error', () => undefined);
  bad.write('x');
  // Accepted after the silent one.
  await end(bad);
  await Promise.all([app.close(), end(silent)]);
  expect(lines.flatMap(({ reason = [] }) => reason)).toEqual(['bad_proxy_header']);
});
