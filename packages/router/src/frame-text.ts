import type { Frame } from 'ws';

const TEXT = 0x81;

/** Of frames that many connections send: a broadcast is framed once, and all of them are handed the same array. */
const shared = new WeakMap<Frame, string>();

/** The bytes of a frame as a latin1 string, one character a byte: a socket writes those without allocating. */
export function frameText(frame: Frame): string {
  const header = frame[0];
  const payload = frame[1] ?? '';
  if (typeof payload === 'string') {
    const isAscii = payload.length === announcedLength(header);
    return headerText(header) + (isAscii ? payload : Buffer.from(payload).toString('latin1'));
  }
  if (header[0] !== TEXT) return headerText(header) + payload.toString('latin1');
  const known = shared.get(frame);
  if (known !== undefined) return known;
  const text = headerText(header) + payload.toString('latin1');
  shared.set(frame, text);
  return text;
}

/** The bytes of a frame's header likewise. */
export function headerText(header: Buffer): string {
  const { 0: a = 0, 1: b = 0, 2: c = 0, 3: d = 0, length } = header;
  // Nearly all are of these two lengths, which need no call out of JavaScript.
  if (length === 2) return String.fromCharCode(a, b);
  return length === 4 ? String.fromCharCode(a, b, c, d) : header.toString('latin1');
}

/** How many bytes the payload of a text has by its header. */
function announcedLength(header: Buffer): number {
  if (header.length === 2) return header[1] as number;
  return header.length === 4 ? header.readUInt16BE(2) : header.readUIntBE(4, 6);
}
