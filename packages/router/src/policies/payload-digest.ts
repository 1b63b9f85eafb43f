import { createHash, type Hash } from 'node:crypto';
import { EventError, isBytes, toBytes } from '@switchboard/contract';

const MAX_DEPTH = 64;

/**
 * A SHA-256 over a payload as it came off the wire: JSON and binary. The order of an object's keys does not count.
 * Throws EventError BAD_REQUEST below 64 levels of nesting.
 */
export function payloadDigest(payload: unknown): string {
  const hash = createHash('sha256');
  write(hash, payload, 0);
  return hash.digest('base64');
}

// Each kind begins with its own letter and says how long it is, so that no two values write the same.
function write(hash: Hash, value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) {
    const text = String(value);
    // Not UTF-8, in which all lone surrogates are one.
    hash.update(`${typeof value}${text.length}:${text}`, 'utf16le');
    return;
  }
  if (depth === MAX_DEPTH) {
    throw new EventError('BAD_REQUEST', { message: `A payload may nest at most ${MAX_DEPTH} levels deep.` });
  }
  if (isBytes(value)) {
    hash.update(`b${value.byteLength}:`).update(toBytes(value));
  } else if (Array.isArray(value)) {
    hash.update(`a${value.length}:`);
    for (const item of value) write(hash, item, depth + 1);
  } else {
    const keys = Object.keys(value).sort();
    hash.update(`o${keys.length}:`);
    for (const key of keys) {
      write(hash, key, depth + 1);
      write(hash, Reflect.get(value, key), depth + 1);
    }
  }
}
