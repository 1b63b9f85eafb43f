import { fromJson, toJson } from '@switchboard/contract';
import { COMPOSER } from '../texts/composer.ts';
import { isObject } from './at-path.ts';

export interface JsonBytes {
  readonly $bytes: string;
}

export function isJsonBytes(value: unknown): value is JsonBytes {
  return isObject(value) && Object.keys(value).length === 1 && typeof value.$bytes === 'string';
}

export function toJsonBytes(bytes: Uint8Array): JsonBytes {
  return toJson(bytes) as JsonBytes;
}

/** A size for people: `512 B`, `1.5 KiB`, `2 MiB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const [size, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'KiB'] : [bytes / 1024 / 1024, 'MiB'];
  return `${size.toFixed(1).replace(/\.0$/, '')} ${unit}`;
}

/** Bytes read from a text, or what is wrong with it and where: `position` counts characters from 1. */
export type BytesRead =
  | { readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly position: number; readonly message: string };

/** Reads hex digits in pairs; spaces, line breaks, colons and commas between them are skipped. */
export function readHex(text: string): BytesRead {
  const wrong = /[^\s:,\da-f]/iu.exec(text);
  if (wrong) return refuse(wrong.index + 1, COMPOSER.notHexDigit(wrong[0]));
  const digits = text.replace(/[\s:,]/g, '');
  if (digits.length % 2 === 1) return refuse(text.trimEnd().length, COMPOSER.halfByte);
  const pairs = digits.match(/../g) ?? [];
  return { ok: true, bytes: Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16)) };
}

/** Without white space, as a file is written: it is read at once, however long it is. */
const PLAIN_BASE64 = /^[\dA-Za-z+/]*={0,2}$/;

function decode(base64: string): Uint8Array<ArrayBuffer> {
  return fromJson({ $bytes: base64 }) as Uint8Array<ArrayBuffer>;
}

/** Reads base64 of the standard alphabet; white space is skipped. */
export function readBase64(text: string): BytesRead {
  if (text.length % 4 === 0 && PLAIN_BASE64.test(text)) return { ok: true, bytes: decode(text) };
  const wrong = /[^\s\dA-Za-z+/=]|[^\s=](?<==\s*[^\s=])/u.exec(text);
  if (wrong) {
    const [character] = wrong;
    const isPadded = /[\dA-Za-z+/]/.test(character);
    return refuse(wrong.index + 1, (isPadded ? COMPOSER.afterPadding : COMPOSER.notBase64)(character));
  }
  const digits = text.replace(/\s/g, '');
  const end = text.trimEnd().length;
  if (/={3}$/.test(digits)) return refuse(end, COMPOSER.tooMuchPadding);
  if (digits.length % 4 !== 0) {
    return refuse(end, COMPOSER.endsTooEarly);
  }
  return { ok: true, bytes: decode(digits) };
}

function refuse(position: number, message: string): BytesRead {
  return { ok: false, position, message };
}

/** `00 ff 10`, sixteen bytes a line. */
export function writeHex(bytes: Uint8Array): string {
  return rowsOf(bytes).map(hexOf).join('\n');
}

/** The first `limit` bytes as a hex editor shows them: where, in hex, and as ASCII with a dot for what cannot be seen. */
export function hexDump(bytes: Uint8Array, limit: number): string {
  const rows = rowsOf(bytes.subarray(0, limit)).map((row, index) => {
    const ascii = Array.from(row, (byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.'));
    return `${(index * ROW).toString(16).padStart(6, '0')}  ${hexOf(row).padEnd(3 * ROW - 1)}  ${ascii.join('')}`;
  });
  return rows.join('\n');
}

const ROW = 16;

function rowsOf(bytes: Uint8Array): Uint8Array[] {
  const starts = Array.from({ length: Math.ceil(bytes.length / ROW) }, (_, index) => index * ROW);
  return starts.map((start) => bytes.subarray(start, start + ROW));
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

/** The bytes as text; `undefined` if they are no UTF-8. */
export function readUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
