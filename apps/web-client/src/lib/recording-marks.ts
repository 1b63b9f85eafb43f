import { fromJson, toJson } from '@switchboard/contract';

// In a recording `{ "$bytes": … }` stands for binary and `{ "$secret": … }` for a secret. Data of an application that looks
// like one of them has one more `$` there.
const MARK = /^\$+(?:bytes|secret)$/;
const ESCAPED = /^\$\$+(?:bytes|secret)$/;

/** More levels than `toJson` takes, which throws there. */
const MAX_DEPTH = 100;

/** The JSON form of a value in a recording. Throws an EventError for what nests too deep. */
export function toMarked(value: unknown): unknown {
  return toJson(escapeMarks(value));
}

/** The same for what is JSON already. */
export function escapeMarks(value: unknown): unknown {
  return renameKeys(value, (key) => (MARK.test(key) ? `$${key}` : key));
}

/** Back from `toMarked`; marks of secrets stay. Throws an EventError where binary is not base64. */
export function fromMarked(value: unknown): unknown {
  return renameKeys(fromJson(value), (key) => (ESCAPED.test(key) ? key.slice(1) : key));
}

/** The key of data that only looks like a mark, as the application wrote it; `undefined` for anything else. */
export function unescapedKey(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const [key = '', ...others] = Object.keys(value);
  return others.length === 0 && ESCAPED.test(key) ? key.slice(1) : undefined;
}

/** The value with the key of each object that has a single one renamed. */
function renameKeys(value: unknown, rename: (key: string) => string, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) return value.map((item) => renameKeys(item, rename, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  // Bytes, a Date and the like have a form of their own.
  if (prototype !== Object.prototype && prototype !== null) return value;
  const entries = Object.entries(value).map(
    ([key, item]) => [key, renameKeys(item, rename, depth + 1)] as const,
  );
  const [first, ...others] = entries;
  return Object.fromEntries(first && others.length === 0 ? [[rename(first[0]), first[1]]] : entries);
}
