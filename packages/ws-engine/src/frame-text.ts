import type { Frame } from 'ws';

const TEXT = 0x81;

/** Of frames that many connections send: a broadcast is framed once, and all of them are handed the same array. */
const shared = new WeakMap<Frame, string>();

/** The bytes of a frame as a latin1 string, one character a byte: a socket writes those without allocating. */
export function frameText(frame: Frame): string {
  const header = frame[0];
  const payload = frame[1] ?? '';
  if (typeof payload === 'string') return headerText(header) + utf8Text(payload);
  if (header[0] !== TEXT) return headerText(header) + payload.toString('latin1');
  const known = shared.get(frame);
  if (known !== undefined) return known;
  const text = headerText(header) + payload.toString('latin1');
  shared.set(frame, text);
  return text;
}

/** The bytes of a frame's header likewise. */
export function headerText(header: Buffer): string {
  return header.toString('latin1');
}

/** The bytes likewise of a frame that is to have this text, of less than 64 KiB. */
export function textFrame(text: string): string {
  const payload = utf8Text(text);
  const { length } = payload;
  if (length < 126) return String.fromCharCode(TEXT, length) + payload;
  return String.fromCharCode(TEXT, 126, length >> 8, length & 0xff) + payload;
}

/** Whether UTF-8 and latin1 are the same bytes for it. */
export function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

function utf8Text(text: string): string {
  return isAscii(text) ? text : Buffer.from(text).toString('latin1');
}
