import type { CutReason } from '@switchboard/contract';
import { describe, expect, it } from 'vitest';
import { failure } from '../../app.fixture.ts';
import { type LimitsClient, serveLimited, until } from '../limits.fixture.ts';

/** What goes around the client's own checks. */
function writeRaw({ socket }: LimitsClient, ...packets: (string | Buffer)[]): void {
  const { engine } = socket.io as unknown as { engine: { write(packet: string | Buffer): void } };
  for (const packet of packets) engine.write(packet);
}

const CUTS: readonly [CutReason, (client: LimitsClient) => void, string][] = [
  [
    'flood',
    (client) => writeRaw(client, ...Array.from({ length: 300 }, () => '2["x"]')),
    'more than 100 packets a second (slow down, or raise MAX_PACKETS_PER_SECOND)',
  ],
  [
    'packet_too_large',
    (client) => writeRaw(client, `2["${'x'.repeat(20_000)}"]`),
    // WebSocket has a code of its own for it, and no words.
    'packet too large',
  ],
  [
    'too_many_attachments',
    (client) => writeRaw(client, '511-["x"]'),
    'a packet had more than 10 binary parts: send fewer in one packet',
  ],
  [
    'parse_error',
    (client) => writeRaw(client, '2{"not":"an event"}'),
    'a packet was not Socket.IO: use a client of Socket.IO 3 or 4 (invalid payload)',
  ],
];

describe.each(['websocket', 'polling'])('a client that is cut over %s', (transport) => {
  it.each(CUTS)(
    'says why in its state and in the replies of its calls, and comes back: %s',
    async (cut, goTooFar, words) => {
      await using server = await serveLimited({ maxPacketsPerSecond: 100, maxPacketBytes: 10_000 });
      const client = server.client({ socketOptions: { transports: [transport] } });
      await until(client, 'connected');
      const gone = until(client, 'reconnecting');
      const sent = client.call('wait');
      await client.call('text:short', { text: 'x' });
      goTooFar(client);
      const { problem } = await gone;
      const says =
        transport === 'polling' && cut === 'packet_too_large'
          ? 'a packet of more than 10000 bytes (send less at once, or raise MAX_PACKET_BYTES)'
          : words;
      const explanation = `The server cut the connection: ${says}.`;
      expect(problem).toEqual({ message: says, explanation, cut });
      expect(await sent).toEqual(
        failure('DISCONNECTED', {
          message: `The connection was lost before the reply. ${explanation}`,
          data: { written: true },
        }),
      );
      await until(client, 'connected');
      expect(await client.call('text:short', { text: 'x' })).toMatchObject({ ok: true });
      expect(server.cuts).toEqual([cut]);
    },
  );
});

it('a client that sends text which is no UTF-8 is cut as for any other packet that cannot be read', async () => {
  await using server = await serveLimited();
  const client = server.client();
  await until(client, 'connected');
  const gone = until(client, 'reconnecting');
  const { engine } = client.socket.io as unknown as {
    engine: { transport: { ws: { send(data: Buffer, options: { binary: boolean }): void } } };
  };
  engine.transport.ws.send(Buffer.from([0x34, 0x32, 0xff]), { binary: false });
  expect((await gone).problem.cut).toBe('parse_error');
  expect(server.cuts).toEqual(['parse_error']);
});
