import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { BatchingWebSocketServer } from './batched-writes.ts';
import { type Engine, openRawPeer } from './raw-peer.fixture.ts';

const stock: Engine = WebSocketServer;

/** Frames of every kind and of each length of header, in one tick. */
function sendAll(webSocket: WebSocket): void {
  webSocket.send('');
  webSocket.send('grüße, 世界 🎉');
  for (const length of [1, 125, 126, 16_383, 16_384, 65_535, 65_536]) {
    webSocket.send('a'.repeat(length));
    webSocket.send('é'.repeat(length));
    webSocket.send(Buffer.alloc(length, 200));
    webSocket.ping('still there?');
  }
  webSocket.send('in', { fin: false });
  webSocket.send(' parts');
  webSocket.send(Buffer.from('text that is bytes'));
  webSocket.close(1000, 'done');
}

describe.each([
  ['plain', false],
  ['TLS', true],
])('over %s', (_name, isSecure) => {
  const open = () => openRawPeer(BatchingWebSocketServer, isSecure);

  it('sends the bytes that ws alone sends', async () => {
    const bytesOf = async (engine: Engine) => {
      const { webSocket, socket, all } = await openRawPeer(engine, isSecure);
      sendAll(webSocket);
      // The closing handshake's other half, masked with zeros.
      socket.write(Buffer.from([0x88, 0x82, 0, 0, 0, 0, 3, 232]));
      return all();
    };
    const [ours, theirs] = await Promise.all([bytesOf(BatchingWebSocketServer), bytesOf(stock)]);
    expect(ours.length).toBeGreaterThan(600_000);
    expect(ours.equals(theirs)).toBe(true);
  });

  it('writes what is sent in one tick at once, where ws alone writes it frame by frame', async () => {
    const writesOf = async (engine: Engine) => {
      const { webSocket, writes, received } = await openRawPeer(engine, isSecure);
      for (const text of ['one', 'two', 'three']) webSocket.send(text);
      await received(17);
      return writes.length;
    };
    expect(await writesOf(BatchingWebSocketServer)).toBe(1);
    expect(await writesOf(stock)).toBeGreaterThan(1);
  });

  it('writes before the event loop turns to anything else', async () => {
    const { webSocket, writes } = await open();
    const seen: number[] = [];
    const turned = new Promise<void>((resolve) => {
      setImmediate(() => {
        webSocket.send('one');
        setImmediate(() => {
          seen.push(writes.length);
          resolve();
        });
        queueMicrotask(() => seen.push(writes.length));
      });
    });
    await turned;
    expect(seen.at(-1)).toBe(1);
  });

  it('puts what is sent once a frame counts as sent into the same write', async () => {
    const { webSocket, writes, received } = await open();
    webSocket.send('one', () => {
      webSocket.send('two', () => webSocket.send('three'));
    });
    await received(17);
    expect(writes).toEqual([['\x81\x03one\x81\x03two'], ['\x81\x05three']]);
  });

  it('never counts a frame as sent in the call that sends it', async () => {
    const { webSocket } = await open();
    let isSent = false;
    const sent = new Promise<void>((resolve) => {
      webSocket.send('one', () => {
        isSent = true;
        resolve();
      });
    });
    expect(isSent).toBe(false);
    await sent;
  });

  it('hands a large payload to the socket as it is', async () => {
    const { webSocket, writes, received } = await open();
    const large = Buffer.alloc(100_000, 1);
    webSocket.send('before');
    webSocket.send(large);
    webSocket.send('after');
    await received(8 + 10 + large.length + 7);
    expect(writes).toHaveLength(1);
    expect(writes[0]?.[1]).toBe(large);
  });

  it('writes a close with what was sent before it', async () => {
    const { webSocket, writes } = await open();
    webSocket.send('one');
    webSocket.close(1000);
    expect(writes).toEqual([['\x81\x03one\x88\x02\x03\xe8']]);
  });

  it('writes what was sent before the connection is cut', async () => {
    const { webSocket, all } = await open();
    webSocket.send('one');
    webSocket.terminate();
    expect((await all()).toString('latin1')).toBe('\x81\x03one');
  });

  it('fails once, and quietly, what is sent to a socket that was ended or destroyed', async () => {
    for (const end of ['end', 'destroy'] as const) {
      const { webSocket, serverSocket, writes } = await open();
      const failures: unknown[] = [];
      serverSocket.on('error', (error) => failures.push(error));
      const outcome = new Promise<unknown[]>((resolve) => {
        const outcomes: unknown[] = [];
        serverSocket.on('close', () => setImmediate(resolve, outcomes));
        webSocket.send('first', (error) => outcomes.push(error === undefined ? 'sent' : error));
        serverSocket[end]();
        if (end === 'end') serverSocket.destroySoon();
      });
      expect(await outcome).toEqual([expect.any(Error)]);
      expect(writes).toEqual([]);
      expect(failures).toEqual([]);
      expect(webSocket.bufferedAmount).toBe(0);
    }
  });
});

describe('while the peer does not read', () => {
  const MIB = 1_048_576;

  it('counts what waits, says that it was sent when it was, and keeps the order', async () => {
    const { webSocket, serverSocket, socket, received } = await openRawPeer(BatchingWebSocketServer);
    socket.pause();
    let sentBytes = 0;
    while (serverSocket.writableLength === 0) {
      webSocket.send(Buffer.alloc(MIB));
      sentBytes += MIB + 10;
      await turn();
    }
    const waiting = webSocket.bufferedAmount;
    const outcomes: string[] = [];
    const sent = new Promise<void>((resolve) => {
      webSocket.send('one', () => outcomes.push('one'));
      webSocket.send('two', () => {
        outcomes.push('two');
        resolve();
      });
    });
    expect(webSocket.bufferedAmount).toBe(waiting + 10);
    await turn();
    expect(webSocket.bufferedAmount).toBe(waiting + 10);
    expect(outcomes).toEqual([]);
    socket.resume();
    await sent;
    expect(outcomes).toEqual(['one', 'two']);
    const bytes = await received(sentBytes + 10);
    expect(bytes.subarray(sentBytes).toString('latin1')).toBe('\x81\x03one\x81\x03two');
    expect(webSocket.bufferedAmount).toBe(0);
  });

  it('tells each that still waits once when the connection is cut', async () => {
    const { webSocket, serverSocket, socket } = await openRawPeer(BatchingWebSocketServer);
    socket.pause();
    while (serverSocket.writableLength === 0) {
      webSocket.send(Buffer.alloc(MIB));
      await turn();
    }
    const outcomes: [string, boolean][] = [];
    for (const text of ['one', 'two']) webSocket.send(text, (error) => outcomes.push([text, Boolean(error)]));
    await turn();
    webSocket.send('three', (error) => outcomes.push(['three', Boolean(error)]));
    webSocket.terminate();
    await once(webSocket, 'close');
    expect(outcomes).toEqual([
      ['one', true],
      ['two', true],
      ['three', true],
    ]);
  });
});
