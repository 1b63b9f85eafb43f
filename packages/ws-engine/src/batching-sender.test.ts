import { expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { BatchingSender } from './batching-sender.ts';
import { openRawPeer } from './raw-peer.fixture.ts';

it('writes the batch, and tells the others, when one that it tells throws', async () => {
  const { serverSocket, received, writes } = await openRawPeer(WebSocketServer);
  const sender = new BatchingSender(serverSocket, {});
  const failure = new Error('thrown for the test');
  sender.sendFrame([Buffer.from([0x81, 3]), 'one'], () => {
    throw failure;
  });
  const sent = new Promise<void>((resolve) => {
    sender.sendFrame([Buffer.from([0x81, 3]), 'two'], () => resolve());
  });
  expect(() => sender.flush()).toThrow(failure);
  await sent;
  expect((await received(10)).toString('latin1')).toBe('\x81\x03one\x81\x03two');
  expect(writes).toHaveLength(1);
});
