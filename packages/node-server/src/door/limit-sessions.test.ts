import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Limited, serveLimited } from './limits.fixture.ts';
import { openSession, poll, rawWebSocket } from './raw-client.fixture.ts';

const said = (limit: string) => ({
  cut: 'too_many_connections',
  message: expect.stringContaining(`or raise ${limit})`),
});

/** Resolves to what a refused handshake by polling says. */
async function refusal({ url }: Limited, headers = {}): Promise<unknown> {
  const { status, text } = await poll(url, { headers });
  expect(status).toBe(503);
  return JSON.parse(text);
}

describe('sessions by polling', () => {
  it('count in total, though each had a TCP connection only for its handshake', async () => {
    await using server = await serveLimited({ maxConnections: 3 });
    const [first] = [
      await openSession(server.url),
      await openSession(server.url),
      await openSession(server.url),
    ];
    await expect.poll(() => server.connections.open).toBe(0);
    expect(await refusal(server)).toEqual(said('MAX_CONNECTIONS'));
    expect(server.refusals).toEqual(['max_connections']);
    await poll(server.url, { sid: first, body: '1' });
    await expect.poll(() => server.connections.sessions.size).toBe(2);
    await openSession(server.url);
  });

  it('count by address', async () => {
    await using server = await serveLimited({ maxConnectionsPerAddress: 1 });
    await openSession(server.url);
    expect(await refusal(server)).toEqual(said('MAX_CONNECTIONS_PER_ADDRESS'));
    expect(server.refusals).toEqual(['max_connections_per_address']);
  });

  it('count while they are closing, as what waits for their client is still there', async () => {
    await using server = await serveLimited({ maxConnections: 1 });
    const sid = await openSession(server.url);
    const connection = server.connections.sessions.get(sid)?.connection;
    connection?.send('unread');
    connection?.close();
    expect(connection?.readyState).toBe('closing');
    expect(await refusal(server)).toEqual(said('MAX_CONNECTIONS'));
  });

  it('are no more than may be when all their handshakes come in one piece', async () => {
    await using server = await serveLimited({ maxConnectionsPerAddress: 5 });
    const { port, host } = new URL(server.url);
    const socket = connect(Number(port), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.write(`GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: ${host}\r\n\r\n`.repeat(50));
    let answers = '';
    while (answers.split('HTTP/1.1').length <= 50) answers += String((await once(socket, 'data'))[0]);
    expect(server.connections.sessions.size).toBe(5);
    expect(server.refusals).toHaveLength(45);
  });
});

it('a WebSocket over the limit is refused in its handshake, with the reason', async () => {
  await using server = await serveLimited({ maxConnectionsPerAddress: 1 });
  const first = await rawWebSocket(server.url);
  const { head } = await rawWebSocket(server.url);
  expect(head).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\n/);
  expect(JSON.parse(head.slice(head.indexOf('\r\n\r\n')))).toEqual(said('MAX_CONNECTIONS_PER_ADDRESS'));
  first.destroy();
  await expect.poll(() => server.connections.sessions.size).toBe(0);
  expect((await rawWebSocket(server.url)).head).toMatch(/^HTTP\/1\.1 101 /);
});

describe('behind a proxy that is trusted', () => {
  const from = (address: string) => ({ 'X-Forwarded-For': address });

  it('each address that it names has its own share, also by WebSocket', async () => {
    await using server = await serveLimited({ maxConnectionsPerAddress: 1, trustProxy: ['127.0.0.1'] });
    await openSession(server.url, from('192.0.2.1'));
    await openSession(server.url, from('192.0.2.2'));
    expect(await refusal(server, from('192.0.2.1'))).toEqual(said('MAX_CONNECTIONS_PER_ADDRESS'));
    const { head } = await rawWebSocket(server.url, { headers: from('192.0.2.2') });
    expect(head).toMatch(/^HTTP\/1\.1 503 /);
    // What the client itself wrote stands before.
    expect(await refusal(server, from('203.0.113.9, 192.0.2.1'))).toEqual(
      said('MAX_CONNECTIONS_PER_ADDRESS'),
    );
  });

  it('the address counts that it names behind a thousand headers of the client', async () => {
    await using server = await serveLimited({ maxConnectionsPerAddress: 1, trustProxy: ['127.0.0.1'] });
    const many = Object.fromEntries(Array.from({ length: 1_200 }, (_, index) => [`a${index}`, '']));
    const behind = { ...many, ...from('192.0.2.1') };
    await openSession(server.url, behind);
    expect(await refusal(server, behind)).toEqual(said('MAX_CONNECTIONS_PER_ADDRESS'));
    expect((await rawWebSocket(server.url, { headers: behind })).head).toMatch(/^HTTP\/1\.1 503 /);
  });

  it('that lets TLS through there is no limit by address, but one in total', async () => {
    await using server = await serveLimited({
      maxConnections: 3,
      maxConnectionsPerAddress: 1,
      trustProxy: 'pass-through',
    });
    for (const address of ['192.0.2.1', '192.0.2.1', '192.0.2.1'])
      await openSession(server.url, from(address));
    expect(await refusal(server)).toEqual(said('MAX_CONNECTIONS'));
  });

  it('what others write into the header does not count', async () => {
    await using server = await serveLimited({ maxConnectionsPerAddress: 1 });
    await openSession(server.url, from('192.0.2.1'));
    expect(await refusal(server, from('192.0.2.2'))).toEqual(said('MAX_CONNECTIONS_PER_ADDRESS'));
  });
});
