import { mapParts } from './json-parts.ts';
import { readJson } from './read-json.ts';
import { newId } from './storage.ts';

/** A number that JavaScript cannot hold, as a JSON text has it. It has no parts. */
export class ExactNumber {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/**
 * What a JSON text says, with an ExactNumber for each number that reading would change. `undefined` for what is not JSON, and for
 * what names a field twice, of which a value holds the last alone.
 */
export function readExact(text: string): unknown {
  const read = readJson(text);
  if (!read.ok) return undefined;
  const { value, inexact } = read;
  if (inexact.some(({ becomes }) => becomes === undefined)) return undefined;
  const numbers = new Map(inexact.map((part) => [JSON.stringify(part.path), part.text]));
  if (numbers.size === 0) return value;
  return mapParts(value, ({ path }) => {
    const digits = numbers.get(JSON.stringify(path));
    return digits === undefined ? undefined : { value: new ExactNumber(digits) };
  });
}

/** Before the digits of a number: no text of a value has it. */
const MARK = newId();
const MARKED = new RegExp(`"${MARK}([^"]+)"`, 'g');

/** JSON as text, with all digits of an ExactNumber and of a BigInt. `undefined` for what JSON leaves out. */
export function printExact(json: unknown, space?: number): string | undefined {
  const text = JSON.stringify(
    json,
    (_, item: unknown) =>
      typeof item === 'bigint' || item instanceof ExactNumber ? MARK + String(item) : item,
    space,
  ) as string | undefined;
  return text?.replaceAll(MARKED, '$1');
}
