import { fromJson, toJson } from '@switchboard/contract';

// In a recording `{ "$bytes": … }` stands for binary and `{ "$secret": … }` for a secret. Data of an application that looks
// like one of them has one more `$` there.
const FORM = { marks: ['bytes', 'secret'] };
const ESCAPED = /^\$\$+(?:bytes|secret)$/;

/** The JSON form of a value in a recording. Throws an EventError for what nests too deep. */
export function toMarked(value: unknown): unknown {
  return toJson(value, FORM);
}

/** Back from `toMarked`; marks of secrets stay. Throws an EventError where binary is not base64. */
export function fromMarked(value: unknown): unknown {
  return fromJson(value, FORM);
}

/** The key of data that only looks like a mark, as the application wrote it; `undefined` for anything else. */
export function unescapedKey(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const [key = '', ...others] = Object.keys(value);
  return others.length === 0 && ESCAPED.test(key) ? key.slice(1) : undefined;
}
