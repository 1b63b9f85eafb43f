import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { WebSocketServer } from 'ws';
import { batchingWsEngine, countingWsEngine } from './index.ts';
import { openRawPeer } from './raw-peer.fixture.ts';

/** A masked frame whose mask changes nothing. */
function frame(first: number, text = ''): Buffer {
  return Buffer.concat([Buffer.from([first, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
}

const [TEXT, TEXT_BEGINS, GOES_ON, ENDS, PING, PONG] = [0x81, 0x01, 0x00, 0x80, 0x89, 0x8a];

describe.each([
  ['in batches', batchingWsEngine],
  ['with ws alone', countingWsEngine],
])('a WebSocket that writes %s', (_how, engine) => {
  it('emits each frame that ends no message: pings, pongs and parts, empty ones too', async () => {
    const { webSocket, socket } = await openRawPeer(engine);
    let frames = 0;
    webSocket.on('frame', () => {
      frames += 1;
    });
    const messages: string[] = [];
    const last = new Promise<void>((resolve) => {
      webSocket.on('message', (data: Buffer) => {
        messages.push(String(data));
        if (String(data) === 'last') resolve();
      });
    });
    const sent = [
      frame(PING),
      frame(PING, 'x'),
      frame(PONG),
      frame(TEXT, 'whole'),
      frame(TEXT_BEGINS, 'in '),
      frame(GOES_ON),
      frame(PING),
      frame(GOES_ON, 'par'),
      frame(ENDS, 'ts'),
      frame(TEXT, 'last'),
    ];
    // In pieces: what waits for the rest of a frame is no frame.
    for (const byte of Buffer.concat(sent)) socket.write(Buffer.from([byte]));
    await last;
    expect(messages).toEqual(['whole', 'in parts', 'last']);
    expect(frames).toBe(7);
  });

  it('is announced by its server before anything of it is read', async () => {
    const http = createServer();
    const server = new engine({ noServer: true, clientTracking: false }) as unknown as WebSocketServer;
    const order: string[] = [];
    server.on('opened', (webSocket, { url }) => {
      order.push(`opened ${url}`);
      webSocket.on('frame', () => order.push('frame'));
    });
    const over = new Promise<void>((resolve) => {
      http.on('upgrade', (request, stream, head) => {
        server.handleUpgrade(request, stream as never, head, (webSocket) => {
          order.push('open');
          webSocket.on('message', () => resolve());
        });
      });
    });
    http.listen(0);
    await once(http, 'listening');
    const client = connect((http.address() as AddressInfo).port);
    onTestFinished(() => {
      client.destroy();
      http.close();
    });
    const headers =
      'Host: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==';
    // In one piece with the handshake.
    client.write(
      Buffer.concat([Buffer.from(`GET /here HTTP/1.1\r\n${headers}\r\n\r\n`), frame(PING), frame(TEXT, 'x')]),
    );
    await over;
    expect(order).toEqual(['opened /here', 'open', 'frame']);
  });
});
