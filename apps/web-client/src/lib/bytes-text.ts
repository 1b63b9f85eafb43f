import { fromJson, toJson } from '@switchboard/contract';
import type { JsonBytes } from './bytes.ts';

/** Bytes read from a text, or what is wrong with it and where: `position` counts characters from 1. */
export type BytesRead =
  | { readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly position: number; readonly message: string };

/** Reads hex digits in pairs; spaces, line breaks, colons and commas between them are skipped. */
export function readHex(text: string): BytesRead {
  const digits: string[] = [];
  for (const [index, character] of [...text].entries()) {
    if (/[\s:,]/.test(character)) continue;
    if (!/[0-9a-f]/i.test(character)) {
      return refuse(index + 1, `${quote(character)} is not a hex digit`);
    }
    digits.push(character);
  }
  if (digits.length % 2 === 1) {
    return refuse([...text.trimEnd()].length, 'the last byte has one digit instead of two');
  }
  const bytes = new Uint8Array(digits.length / 2);
  for (let index = 0; index < bytes.length; index++) {
    bytes[index] = Number.parseInt(`${digits[2 * index]}${digits[2 * index + 1]}`, 16);
  }
  return { ok: true, bytes };
}

/** Reads base64 of the standard alphabet; white space is skipped. */
export function readBase64(text: string): BytesRead {
  let digits = '';
  let end = 0;
  for (const [index, character] of [...text].entries()) {
    if (/\s/.test(character)) continue;
    end = index + 1;
    if (!/[a-z0-9+/=]/i.test(character)) return refuse(end, `${quote(character)} is not a base64 character`);
    if (character !== '=' && digits.includes('=')) {
      return refuse(end, `${quote(character)} comes after the padding`);
    }
    digits += character;
  }
  const padding = digits.length - digits.replace(/=+$/, '').length;
  if (padding > 2) return refuse(end, 'there is more padding than two "="');
  if (digits.length % 4 !== 0) {
    return refuse(end, 'it ends too early: groups have four characters, the last one padded with "="');
  }
  return { ok: true, bytes: fromJson({ $bytes: digits }) as Uint8Array<ArrayBuffer> };
}

export function toJsonBytes(bytes: Uint8Array): JsonBytes {
  return toJson(bytes) as JsonBytes;
}

/** `00 ff 10`, sixteen bytes a line. */
export function writeHex(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let start = 0; start < bytes.length; start += 16) {
    lines.push(Array.from(bytes.subarray(start, start + 16), hexByte).join(' '));
  }
  return lines.join('\n');
}

export interface HexRow {
  readonly offset: string;
  readonly hex: string;
  /** The same bytes as ASCII, with a dot for what cannot be seen. */
  readonly text: string;
}

/** The first `limit` bytes as rows of sixteen, for reading. */
export function hexRows(bytes: Uint8Array, limit: number): HexRow[] {
  const rows: HexRow[] = [];
  for (let start = 0; start < Math.min(bytes.length, limit); start += 16) {
    const part = bytes.subarray(start, Math.min(start + 16, limit));
    rows.push({
      offset: start.toString(16).padStart(6, '0'),
      hex: Array.from(part, hexByte).join(' '),
      text: Array.from(part, (byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join(''),
    });
  }
  return rows;
}

/** The bytes as text; `undefined` if they are no UTF-8. */
export function readUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

function quote(character: string): string {
  return JSON.stringify(character);
}

function refuse(position: number, message: string): BytesRead {
  return { ok: false, position, message };
}
