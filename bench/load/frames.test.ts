import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { encodeTexts, FrameReader, TEXT } from './frames.ts';

/** The frames of a server, which are not masked, from those of a client. */
function unmasked(texts: readonly string[]): Buffer {
  const bytes = encodeTexts(texts, Buffer.alloc(4));
  const parts: Buffer[] = [];
  let at = 0;
  for (const { length } of texts) {
    const header = length <= 125 ? 2 : length <= 65_535 ? 4 : 10;
    parts.push(bytes.subarray(at, at + header), bytes.subarray(at + header + 4, at + header + 4 + length));
    (parts.at(-2) as Buffer)[1] = ((parts.at(-2) as Buffer)[1] as number) & 0x7f;
    at += header + 4 + length;
  }
  return Buffer.concat(parts);
}

const TEXTS = ['', 'short', 'x'.repeat(125), 'y'.repeat(126), 'z'.repeat(65_535), 'w'.repeat(65_536)];

it.each([1, 7, 4_096, 1_000_000])('reads frames of every size out of chunks of %i bytes', (size) => {
  const bytes = unmasked(TEXTS);
  const reader = new FrameReader();
  const read: string[] = [];
  // Byte by byte over the large ones would only take long.
  const step = (at: number): number => (size < 100 && at > 1_000 ? 10_000 : size);
  for (let at = 0; at < bytes.length; at += step(at))
    reader.read(bytes.subarray(at, at + step(at)), (opcode, payload) => {
      expect(opcode).toBe(TEXT);
      read.push(payload.toString());
    });
  expect(read).toEqual(TEXTS);
});

it('masks what it sends', () => {
  const mask = randomBytes(4).map((byte) => byte | 1);
  const bytes = encodeTexts(['hello'], mask);
  expect(bytes.subarray(2, 6)).toEqual(Buffer.from(mask));
  const sent = bytes.subarray(6).map((byte, index) => byte ^ (mask[index & 3] as number));
  expect(Buffer.from(sent).toString()).toBe('hello');
});

it('does not take a fragment for a message', () => {
  const reader = new FrameReader();
  expect(() => reader.read(Buffer.from([0x01, 0x01, 0x61]), () => {})).toThrow('fragment');
});
