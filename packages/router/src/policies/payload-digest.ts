import { createHash, type Hash } from 'node:crypto';
import { isBytes, type Path, toBytes } from '@switchboard/contract';

/**
 * A SHA-256 over a payload as it came off the wire: JSON and binary, nested as deep as `tooDeep` lets it. Neither the
 * order of an object's keys counts nor the fields in `dropped`.
 */
export function payloadDigest(payload: unknown, dropped: readonly Path[] = []): string {
  const hash = createHash('sha256');
  write(hash, payload, dropped);
  return hash.digest('base64');
}

// Each kind begins with its own letter and says how long it is, so that no two values write the same.
function write(hash: Hash, value: unknown, dropped: readonly Path[]): void {
  if (typeof value !== 'object' || value === null) {
    const text = String(value);
    // Not UTF-8, in which all lone surrogates are one.
    hash.update(`${typeof value}${text.length}:${text}`, 'utf16le');
    return;
  }
  if (isBytes(value)) {
    hash.update(`b${value.byteLength}:`).update(toBytes(value));
  } else if (Array.isArray(value)) {
    hash.update(`a${value.length}:`);
    for (const [index, item] of value.entries()) write(hash, item, below(dropped, index));
  } else {
    const keys = Object.keys(value)
      .filter((key) => !below(dropped, key).some((path) => path.length === 0))
      .sort();
    hash.update(`o${keys.length}:`);
    for (const key of keys) {
      write(hash, key, []);
      write(hash, Reflect.get(value, key), below(dropped, key));
    }
  }
}

/** The paths that begin with this key, without it. */
function below(paths: readonly Path[], key: string | number): readonly Path[] {
  if (paths.length === 0) return paths;
  return paths.filter(([first]) => String(first) === String(key)).map(([, ...rest]) => rest);
}
