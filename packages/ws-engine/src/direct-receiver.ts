import { isUtf8 } from 'node:buffer';
import { CountingReceiver } from './counted-frames.ts';
import { countFrame, hasTurn } from './frame-turns.ts';
import { GET_INFO } from './receiver-states.ts';

/** The first byte of a text message of one frame, neither compressed nor continued. */
const TEXT = 0x81;
const CLOSE = 0x08;
/** The second byte of a masked frame with this length, and of one whose next two bytes are the length. */
const [MASKED, LONG] = [0x80, 0x80 | 126];
/** Bytes of a header before the mask, and of the mask. */
const [SHORT_HEADER, LONG_HEADER, MASK] = [2, 4, 4];

/**
 * Reads text messages that arrive whole, as nearly all do, without the machinery of a stream; everything else, faults first
 * of all, is left to ws. The events are the same, in the same order.
 */
export class DirectReceiver extends CountingReceiver {
  override write(chunk: Buffer): boolean {
    if (!isBetweenMessages(this)) return super.write(chunk);
    let at = 0;
    let end = readText(this, chunk, at);
    while (end > at) {
      at = end;
      end = readText(this, chunk, at);
    }
    return at === chunk.length || super.write(at === 0 ? chunk : chunk.subarray(at));
  }
}

function isBetweenMessages(receiver: CountingReceiver): boolean {
  return (
    receiver._state === GET_INFO &&
    receiver._bufferedBytes === 0 &&
    receiver._fragmented === 0 &&
    receiver._opcode !== CLOSE &&
    receiver.writableLength === 0 &&
    receiver.writable
  );
}

/** Where the message that begins at `at` ends; `at` itself if it is not for this reader. */
function readText(receiver: CountingReceiver, chunk: Buffer, at: number): number {
  // Past its end a chunk has no bytes: undefined, with which no comparison holds.
  if (chunk[at] !== TEXT || !hasTurn(receiver)) return at;
  const second = chunk[at + 1] as number;
  const isLong = second === LONG;
  if (second < MASKED || second > LONG) return at;
  const mask = at + (isLong ? LONG_HEADER : SHORT_HEADER);
  const start = mask + MASK;
  if (start > chunk.length) return at;
  const length = isLong ? chunk.readUInt16BE(at + 2) : second - MASKED;
  const end = start + length;
  const most = receiver._maxPayload;
  if (end > chunk.length || (most > 0 && length > most)) return at;
  const text = chunk.subarray(start, end);
  unmask(text, chunk, mask);
  if (!isUtf8(text)) {
    unmask(text, chunk, mask); // As it came.
    return at;
  }
  countFrame(receiver);
  receiver.emit('message', text, false);
  return end;
}

/** Once more is as before. */
function unmask(text: Buffer, chunk: Buffer, mask: number): void {
  for (let i = 0; i < text.length; i++) text[i] = (text[i] as number) ^ (chunk[mask + (i & 3)] as number);
}
