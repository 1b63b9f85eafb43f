import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { limitUnread } from './http-server.ts';

const UNREAD = 200;

/** A connection that has asked for something, and reads nothing yet; and that of the server below it. */
async function ask(listener: RequestListener): Promise<{ client: Socket; served: Socket }> {
  const server = limitUnread(createServer(listener), { unread: UNREAD }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined);
  onTestFinished(() => {
    client.destroy();
    server.close();
  });
  const [served] = (await once(server, 'connection')) as [Socket];
  client.pause().write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  return { client, served };
}

it('a client that reads nothing of its answer is hung up on', async () => {
  const { served } = await ask((_request, response) => response.end(Buffer.alloc(32_000_000)));
  await once(served, 'close');
});

it('one that waits for its answer is not, nor one that reads it slowly', async () => {
  const { client } = await ask((_request, response) => {
    setTimeout(() => response.end(Buffer.alloc(32_000_000)), 3 * UNREAD);
  });
  let bytes = 0;
  client.resume().on('data', (part: Buffer) => {
    bytes += part.length;
    client.pause();
    setTimeout(() => client.resume(), 1);
  });
  await expect.poll(() => bytes, { timeout: 8_000 }).toBeGreaterThan(32_000_000);
});
