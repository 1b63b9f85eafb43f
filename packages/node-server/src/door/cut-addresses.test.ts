import { describe, expect, it } from 'vitest';
import { ask, clientAt, head, openSession, POLL, serveTls } from './tls-door.fixture.ts';

const MIB = 1_048_576;
const FLOOD = 2_000;

describe('behind a proxy that is trusted, the address of a connection that is cut', () => {
  const from = (address: string) => `X-Forwarded-For: ${address}`;

  it('for a flood is that of its client, who pays for it', async () => {
    const { connections, cuts, lines, open } = await serveTls({
      trustProxy: 1,
      maxReceivedBytesPerSecondPerAddress: 100_000,
    });
    const { socket } = await open();
    socket.write(head('GET /', from('2001:db8::1')).repeat(FLOOD));
    await expect.poll(() => cuts).toEqual(['flood']);
    expect(lines).toContainEqual(
      expect.objectContaining({ reason: 'flood', address: '2001:db8::/64', transport: 'http' }),
    );
    expect(connections.receivedOf(clientAt('2001:db8::1'))?.has(0)).toBe(false);
    expect(connections.receivedOf(clientAt('192.0.2.9'))?.isFull).toBe(true);
  });

  it('for what it leaves unread is that of the client of its last request', async () => {
    const { cuts, lines, open } = await serveTls(
      { trustProxy: 1, maxBufferedBytesInTotal: 4 * MIB },
      (_request, response) => void response.end(Buffer.alloc(32 * MIB)),
    );
    const client = await open();
    client.socket.pause();
    client.socket.write(head('GET /', from('192.0.2.1')));
    await expect.poll(() => cuts, { timeout: 5_000 }).toEqual(['server_full']);
    expect(lines).toContainEqual(
      expect.objectContaining({ reason: 'server_full', address: '192.0.2.1', transport: 'http' }),
    );
  });

  it('is that of a session as before, and one that only the proxy knows is said to be such', async () => {
    const { cuts, lines, open } = await serveTls({ trustProxy: 1, maxPacketBytes: 1_000 });
    const client = await open();
    const sid = await openSession(client, from('192.0.2.1'));
    await ask(client, head(`POST ${POLL}&sid=${sid}`, from('192.0.2.1'), 'Content-Length: 2000'));
    const unknown = await open();
    unknown.socket.write(head('GET /').repeat(FLOOD));
    await expect.poll(() => cuts).toEqual(['packet_too_large', 'flood']);
    for (const [reason, address] of [
      ['packet_too_large', '192.0.2.1'],
      ['flood', 'proxied'],
    ])
      expect(lines).toContainEqual(expect.objectContaining({ reason, address }));
  });

  it('of a foreign page is that of its client', async () => {
    const { lines, open } = await serveTls({ trustProxy: 1, allowedOrigins: [] });
    await ask(await open(), head(`GET ${POLL}`, from('192.0.2.1'), 'Origin: https://evil.example'));
    expect(lines).toContainEqual(expect.objectContaining({ reason: 'foreign_origin', address: '192.0.2.1' }));
  });
});

it('the address of a connection that is cut without a proxy is its own, and pays for a flood', async () => {
  const { connections, cuts, lines, open } = await serveTls({
    maxConnectionsPerAddress: 40,
    maxNewConnectionsPerSecondPerAddress: 1,
  });
  const { socket } = await open();
  socket.write(head('GET /').repeat(FLOOD));
  await expect.poll(() => cuts).toEqual(['flood']);
  expect(lines).toContainEqual(expect.objectContaining({ reason: 'flood', address: '127.0.0.1' }));
  expect(connections.mayOpen('127.0.0.1')).toBe(false);
});
