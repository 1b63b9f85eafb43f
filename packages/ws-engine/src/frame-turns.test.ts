import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { batchingWsEngine, countingWsEngine } from './index.ts';
import { openRawPeer } from './raw-peer.fixture.ts';

/** A masked frame whose mask changes nothing. */
function frame(first: number, text = ''): Buffer {
  return Buffer.concat([Buffer.from([first, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
}

const [TEXT, BINARY, CLOSE, PING] = [0x81, 0x82, 0x88, 0x89];

const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));

describe.each([
  ['in batches', batchingWsEngine],
  ['with ws alone', countingWsEngine],
])('frames that come at once on a WebSocket that writes %s', (_how, engine) => {
  it.each([
    ['texts', TEXT, 'message'],
    ['bytes', BINARY, 'message'],
    ['pings', PING, 'ping'],
  ] as const)('are read a few in a turn of the event loop, and all: %s', async (_what, first, event) => {
    const { webSocket, socket } = await openRawPeer(engine);
    const read: string[] = [];
    const inTurns: number[] = [];
    let inTurn = 0;
    const all = new Promise<void>((resolve) => {
      webSocket.on(event, (data: Buffer) => {
        if (inTurn === 0)
          setImmediate(() => {
            inTurns.push(inTurn);
            inTurn = 0;
            if (read.length === 400) resolve();
          });
        inTurn += 1;
        read.push(String(data));
      });
    });
    socket.write(Buffer.concat(numbers(400).map((number) => frame(first, number))));
    await all;
    expect(read).toEqual(numbers(400));
    expect(Math.max(...inTurns)).toBeLessThanOrEqual(32);
  });

  it.each([
    ['a close frame', [frame(CLOSE)]],
    ['the end of the connection', []],
  ])('are all read before %s that came behind them', async (_what, end) => {
    const { webSocket, socket } = await openRawPeer(engine);
    const read: string[] = [];
    webSocket.on('message', (data: Buffer) => read.push(String(data)));
    socket.end(Buffer.concat([...numbers(400).map((number) => frame(TEXT, number)), ...end]));
    await once(webSocket, 'close');
    expect(read).toEqual(numbers(400));
  });

  it('are not read from the socket while many wait', async () => {
    const { webSocket, serverSocket, socket } = await openRawPeer(engine);
    let isPaused = false;
    let count = 0;
    const all = new Promise<void>((resolve) => {
      webSocket.on('message', () => {
        isPaused ||= serverSocket.isPaused();
        count += 1;
        if (count === 4_000) resolve();
      });
    });
    socket.write(Buffer.concat(numbers(4_000).map(() => frame(TEXT, 'x'.repeat(100)))));
    await all;
    expect(isPaused).toBe(true);
  });
});
