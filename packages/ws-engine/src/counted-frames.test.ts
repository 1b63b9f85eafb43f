import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { WebSocketServer } from 'ws';
import { batchingWsEngine, countingWsEngine } from './index.ts';
import { openRawPeer } from './raw-peer.fixture.ts';

/** A masked frame whose mask changes nothing. */
function frame(first: number, text = ''): Buffer {
  return Buffer.concat([Buffer.from([first, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
}

/** Whether two objects have one hidden class: what V8's own tests ask. */
const haveSameMap: (one: unknown, other: unknown) => boolean = (() => {
  setFlagsFromString('--allow-natives-syntax');
  return new Function('one', 'other', 'return %HaveSameMap(one, other)') as never;
})();

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

  it('has a receiver of the same hidden class as all others, or V8 would look up its fields anew for each connection', async () => {
    const [first, second] = [await openRawPeer(engine), await openRawPeer(engine)];
    const [one, other] = [first, second].map(
      ({ webSocket }) => (webSocket as unknown as { readonly _receiver: object })._receiver,
    );
    expect(haveSameMap(one, other)).toBe(true);
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
