import { fromJson, toJson } from '@switchboard/contract';
import { isObject } from '../lib/at-path.ts';
import { printExact } from '../lib/exact-json.ts';
import { mapParts } from '../lib/json-parts.ts';

// In a recording `{ "$bytes": … }` stands for binary, `{ "$integer": … }` for an integer that a number of JavaScript cannot
// hold, and `{ "$secret": … }` for a secret. Data of an application that looks like one of them has one more `$` there.
const FORM = { marks: ['bytes', 'integer', 'secret'] };
const ESCAPED = /^\$\$+(?:bytes|integer|secret)$/;

/** The JSON form of a value in a recording. Throws an EventError for what nests too deep. */
export function toMarked(value: unknown): unknown {
  return mapParts(toJson(value, FORM), ({ value: part }) =>
    typeof part === 'bigint' ? { value: { $integer: String(part) } } : undefined,
  );
}

/** Back from `toMarked`; marks of secrets stay. Throws an EventError where binary is not base64. */
export function fromMarked(value: unknown): unknown {
  return fromJson(withIntegers(value), FORM);
}

/** The JSON form of a value in a recording as text for people: an integer is its digits. `undefined` for what JSON leaves out. */
export function printMarked(value: unknown, space?: number): string | undefined {
  return printExact(withIntegers(value), space);
}

function withIntegers(value: unknown): unknown {
  return mapParts(value, ({ value: part }) =>
    isJsonInteger(part) ? { value: BigInt(part.$integer) } : undefined,
  );
}

/** An integer that a number of JavaScript cannot hold, by its digits: at most 1,000, as more would hold the page. */
export interface JsonInteger {
  readonly $integer: string;
}

export function isJsonInteger(value: unknown): value is JsonInteger {
  if (!isObject(value) || Object.keys(value).length !== 1) return false;
  return typeof value.$integer === 'string' && /^-?\d{1,1000}$/.test(value.$integer);
}

/** The key of data that only looks like a mark, as the application wrote it; `undefined` for anything else. */
export function unescapedKey(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const [key = '', ...others] = Object.keys(value);
  return others.length === 0 && ESCAPED.test(key) ? key.slice(1) : undefined;
}
