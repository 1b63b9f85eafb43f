import { describe, expect, it } from 'vitest';
import { Receiver, WebSocket } from 'ws';
import { adopt } from './counted-frames.ts';
import { DirectReceiver } from './direct-receiver.ts';

const OPTIONS = { isServer: true, maxPayload: 70_000 };

interface FrameParts {
  readonly fin?: boolean;
  readonly opcode?: number;
  readonly isMasked?: boolean;
}

/** A frame as a client sends it. */
function frame(
  payload: string | Buffer,
  { fin = true, opcode = 1, isMasked = true }: FrameParts = {},
): Buffer {
  const mask = Buffer.from(isMasked ? [0x12, 0x34, 0x56, 0x78] : []);
  const bytes = Buffer.from(payload).map((byte, i) => byte ^ (mask[i % 4] ?? 0));
  const { length } = bytes;
  const first = (fin ? 0x80 : 0) | opcode;
  const bit = isMasked ? 0x80 : 0;
  const long = Buffer.alloc(8);
  if (length < 126) return Buffer.concat([Buffer.from([first, bit | length]), mask, bytes]);
  if (length < 65_536) {
    long.writeUInt16BE(length);
    return Buffer.concat([Buffer.from([first, bit | 126]), long.subarray(0, 2), mask, bytes]);
  }
  long.writeBigUInt64BE(BigInt(length));
  return Buffer.concat([Buffer.from([first, bit | 127]), long, mask, bytes]);
}

/** What a receiver emits for these chunks, given one after the other. */
async function emitted(receiver: Receiver, chunks: readonly Buffer[]): Promise<unknown[]> {
  const events: unknown[] = [];
  receiver.on('message', (data: Buffer, isBinary: boolean) => events.push([String(data), isBinary]));
  receiver.on('ping', (data: Buffer) => events.push(['ping', String(data)]));
  receiver.on('conclude', (code: number, reason: Buffer) => events.push(['close', code, String(reason)]));
  receiver.on('error', (error: Error) => events.push(['error', error.message]));
  for (const chunk of chunks) receiver.write(Buffer.from(chunk));
  await new Promise(setImmediate);
  return events;
}

const both = (chunks: readonly Buffer[]): Promise<unknown[][]> =>
  Promise.all([emitted(new DirectReceiver(OPTIONS), chunks), emitted(new Receiver(OPTIONS), chunks)]);

const inPieces = (bytes: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));

const everyKind = Buffer.concat([
  frame('one'),
  frame(''),
  frame('grüße, 世界 🎉'),
  frame('a'.repeat(125)),
  frame('b'.repeat(126)),
  frame('between', { opcode: 9 }),
  frame('in ', { fin: false }),
  frame('while in parts', { opcode: 9 }),
  frame('parts', { opcode: 0 }),
  frame(Buffer.from([0, 255]), { opcode: 2 }),
  frame('c'.repeat(400)),
  frame('last'),
  frame(Buffer.from([3, 232, 98, 121, 101]), { opcode: 8 }),
  frame('after the close'),
]);

describe('a direct receiver tells what ws tells', () => {
  it('of every kind of frame, wherever the bytes are split', async () => {
    const [whole] = await both([everyKind]);
    expect(whole).toHaveLength(12);
    const splits = [
      ...Array.from({ length: 700 }, (_, size) => inPieces(everyKind, size + 1)),
      ...Array.from({ length: everyKind.length }, (_, at) => [
        everyKind.subarray(0, at),
        everyKind.subarray(at),
      ]),
    ];
    for (const chunks of splits) {
      const [ours, theirs] = await both(chunks);
      expect(ours).toEqual(theirs);
      expect(ours?.slice(0, 12)).toEqual(whole);
    }
  });

  it.each([
    ['text that is not UTF-8', frame(Buffer.from([0x61, 0xff, 0x62]))],
    ['a frame without a mask', frame('bare', { isMasked: false })],
    ['a message that is too long', frame('x'.repeat(70_001))],
    ['bits that mean nothing', Buffer.from([0xb1, 0x80, 0, 0, 0, 0])],
    ['a continuation of nothing', frame('?', { opcode: 0 })],
    ['a new message within another', Buffer.concat([frame('in ', { fin: false }), frame('other')])],
  ])('of %s, after what came before and with nothing after it', async (_name, fault) => {
    const bytes = Buffer.concat([frame('before'), fault, frame('after')]);
    const [ours, theirs] = await both([bytes]);
    expect(ours).toEqual(theirs);
    expect(ours).toMatchObject([
      ['before', false],
      ['error', expect.any(String)],
    ]);
    const [pieces, expected] = await both(inPieces(bytes, 3));
    expect(pieces).toEqual(expected);
  });

  it('of a message at the limit, and of the longest that it reads itself', async () => {
    const [ours, theirs] = await both([frame('x'.repeat(70_000)), frame('y'.repeat(65_535))]);
    expect(ours).toEqual(theirs);
    expect(ours).toHaveLength(2);
  });

  it('of a connection whose listener ends it', async () => {
    const endedBy = async (receiver: Receiver): Promise<unknown[]> => {
      receiver.once('message', () => receiver.end());
      return emitted(receiver, [Buffer.concat([frame('one'), frame('two')])]);
    };
    expect(await endedBy(new DirectReceiver(OPTIONS))).toEqual(await endedBy(new Receiver(OPTIONS)));
  });
});

it('is what a receiver of ws becomes, with its listeners', async () => {
  const receiver = new Receiver(OPTIONS);
  adopt(receiver, DirectReceiver, new WebSocket(null, undefined, {}));
  expect(receiver).toBeInstanceOf(DirectReceiver);
  expect(await emitted(receiver, [frame('one')])).toEqual([['one', false]]);
});
