/** Opcodes of RFC 6455 that a server sends here. */
export const TEXT = 1;
export const CLOSE = 8;
export const PING = 9;
const PONG = 10;

const SHORT = 125;
const MEDIUM = 65_535;

/** Text frames as a client sends them, in one buffer so that they leave with one write. The texts are ASCII. */
export function encodeTexts(texts: readonly string[], mask: Uint8Array): Buffer {
  let size = 0;
  for (const { length } of texts) size += headerSize(length) + length;
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  for (const text of texts) at = writeFrame(bytes, at, { opcode: TEXT, text, mask });
  return bytes;
}

/** The answer to a ping. */
export function encodePong(payload: Buffer, mask: Uint8Array): Buffer {
  const text = payload.toString('latin1');
  const bytes = Buffer.allocUnsafe(headerSize(text.length) + text.length);
  writeFrame(bytes, 0, { opcode: PONG, text, mask });
  return bytes;
}

function headerSize(length: number): number {
  if (length <= SHORT) return 6;
  return length <= MEDIUM ? 8 : 14;
}

interface ClientFrame {
  readonly opcode: number;
  readonly text: string;
  readonly mask: Uint8Array;
}

/** Returns where the frame ends. */
function writeFrame(bytes: Buffer, start: number, { opcode, text, mask }: ClientFrame): number {
  const { length } = text;
  let at = start;
  bytes[at++] = 0x80 | opcode;
  if (length <= SHORT) bytes[at++] = 0x80 | length;
  else if (length <= MEDIUM) {
    bytes[at++] = 0x80 | 126;
    at = bytes.writeUInt16BE(length, at);
  } else {
    bytes[at++] = 0x80 | 127;
    at = bytes.writeBigUInt64BE(BigInt(length), at);
  }
  bytes.set(mask, at);
  at += 4;
  bytes.write(text, at, length, 'latin1');
  for (let index = 0; index < length; index++) {
    bytes[at + index] = (bytes[at + index] as number) ^ (mask[index & 3] as number);
  }
  return at + length;
}

/** Takes a server's bytes apart into frames, however they are cut into chunks. */
export class FrameReader {
  #rest: Buffer | undefined;

  /** Hands over each frame that is whole. Throws an Error at a fragment, which no server here has a reason to send. */
  read(chunk: Buffer, onFrame: (opcode: number, payload: Buffer) => void): void {
    const bytes = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk;
    let at = 0;
    while (bytes.length - at >= 2) {
      const [first = 0, second = 0] = [bytes[at], bytes[at + 1]];
      if ((first & 0x80) === 0) throw new Error('The server sent a fragment of a message.');
      let [start, length] = [at + 2, second & 0x7f];
      if (length === 126) {
        if (bytes.length < at + 4) break;
        [start, length] = [at + 4, bytes.readUInt16BE(at + 2)];
      } else if (length === 127) {
        if (bytes.length < at + 10) break;
        [start, length] = [at + 10, Number(bytes.readBigUInt64BE(at + 2))];
      }
      if (bytes.length < start + length) break;
      at = start + length;
      onFrame(first & 0x0f, bytes.subarray(start, at));
    }
    this.#rest = at < bytes.length ? bytes.subarray(at) : undefined;
  }
}
