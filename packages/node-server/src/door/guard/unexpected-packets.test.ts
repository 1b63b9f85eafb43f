import { describe, expect, it } from 'vitest';
import { serveLimited, until } from '../limits.fixture.ts';
import { openSession, poll } from '../raw-client.fixture.ts';

const REASON = {
  cut: 'unexpected_packet',
  message: 'a packet was for a namespace that was not joined, or joined one twice: join it once, first',
};

/** What is sent by polling, and by the WebSocket of a client that has joined. */
const PACKETS: readonly [what: string, packets: string[], overWebSocket: string][] = [
  ['an event before any namespace was joined', ['42["x"]'], '2/second,["x"]'],
  ['an event for a namespace that was never joined', ['40', '42/second,["x"]'], '2/other,["x"]'],
  ['a second CONNECT', ['40', '40'], '0'],
  ['a CONNECT_ERROR', ['40', '44{}'], '4{}'],
  ['leaving twice', ['40', '41', '41'], '1/second,'],
];

describe.each(PACKETS)('%s', (_what, packets, overWebSocket) => {
  it('frees the session of polling at once, and its client learns why', async () => {
    await using server = await serveLimited();
    const sid = await openSession(server.url);
    for (const body of packets) {
      await poll(server.url, { sid, body });
      // What was joined is answered.
      if (body === '40') await poll(server.url, { sid });
    }
    await expect.poll(() => server.connections.sessions.size).toBe(0);
    expect(server.cuts).toEqual(['unexpected_packet']);
    const { status, text } = await poll(server.url, { sid });
    expect([status, JSON.parse(text)]).toEqual([409, REASON]);
  });

  it('cuts a WebSocket, whose client learns why', async () => {
    await using server = await serveLimited();
    const client = server.client();
    await until(client, 'connected');
    const gone = until(client, 'reconnecting');
    const { engine } = client.socket.io as unknown as { engine: { write(packet: string): void } };
    engine.write(overWebSocket);
    expect((await gone).problem).toMatchObject(REASON);
    expect(server.cuts).toEqual(['unexpected_packet']);
  });
});

it('namespaces may be joined, left and joined again', async () => {
  await using server = await serveLimited();
  const sid = await openSession(server.url);
  for (const body of ['40', '40/second,', '41/second,', '40/second,', '42/second,["text:short"]']) {
    await poll(server.url, { sid, body });
    await expect
      .poll(() => server.connections.sessions.get(sid)?.sockets)
      .toBe(body === '40' || body === '41/second,' ? 1 : 2);
  }
  expect(server.cuts).toEqual([]);
});
