import { isJsonBytes } from '../../../lib/bytes.ts';
import {
  type BytesRead,
  readBase64,
  readHex,
  readUtf8,
  toJsonBytes,
  writeHex,
} from '../../../lib/bytes-text.ts';
import { namesVariable } from '../../../lib/template.ts';
import type { FieldFormat, FieldRead } from './use-field-text.ts';

export type BytesKind = 'file' | 'base64' | 'hex' | 'text';

/** The bytes that a field of a draft holds; `undefined` if it holds none, or a variable. */
export function bytesOf(value: unknown): Uint8Array | undefined {
  if (!isJsonBytes(value)) return undefined;
  const read = readBase64(value.$bytes);
  return read.ok ? read.bytes : undefined;
}

function toField(read: BytesRead, kind: string): FieldRead {
  if (read.ok) return { ok: true, value: toJsonBytes(read.bytes) };
  return { ok: false, reason: `Not ${kind}: ${read.message}, at position ${read.position}` };
}

const base64: FieldFormat = {
  write: (value) => (isJsonBytes(value) ? value.$bytes : ''),
  read: (text) => {
    if (text === '') return { ok: true, value: undefined };
    if (namesVariable(text)) return { ok: true, value: { $bytes: text } };
    return toField(readBase64(text), 'base64');
  },
};

const hex: FieldFormat = {
  write: (value) => writeHex(bytesOf(value) ?? new Uint8Array()),
  read: (text) => (text === '' ? { ok: true, value: undefined } : toField(readHex(text), 'hex')),
};

const text: FieldFormat = {
  write: (value) => readUtf8(bytesOf(value) ?? new Uint8Array()) ?? '',
  read: (written) =>
    written === ''
      ? { ok: true, value: undefined }
      : { ok: true, value: toJsonBytes(new TextEncoder().encode(written)) },
};

// A file is read by the field itself; the text below it is the base64 that the draft holds.
export const BYTES_FORMATS: Readonly<Record<BytesKind, FieldFormat>> = { file: base64, base64, hex, text };
