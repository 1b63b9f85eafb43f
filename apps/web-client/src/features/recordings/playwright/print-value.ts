import type { Path } from '../model/json-parts.ts';

/** Gives the TypeScript to write in the place of a part, or `undefined` where the part itself is written. */
export type ReplacePart = (value: unknown, path: Path) => string | undefined;

export interface PrintPlace {
  /** How far the line is indented. */
  readonly indent: number;
  /** Where in the line the value begins. */
  readonly column: number;
}

const WIDTH = 110;
/** What follows a value on its line: `);` or a comma. */
const AFTER = 2;

/** A JSON value as a TypeScript expression, broken over lines where one would be too long. */
export function printValue(
  value: unknown,
  place: PrintPlace,
  replace: ReplacePart = () => undefined,
): string {
  return print(value, { ...place, replace, path: [] });
}

/** Any text as a literal of TypeScript on one line, in single quotes where that needs no more escapes. */
export function printText(text: string): string {
  const quoted = JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  if (text.split("'").length > text.split('"').length) return quoted;
  return `'${quoted.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** Any text as what may follow `//`. */
export function printComment(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ').trim();
}

interface Place extends PrintPlace {
  readonly replace: ReplacePart;
  readonly path: Path;
}

function print(value: unknown, place: Place): string {
  const replaced = place.replace(value, place.path);
  if (replaced !== undefined) return replaced;
  if (typeof value === 'string') return printText(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  return Array.isArray(value) ? printList(value, place) : printObject(value, place);
}

function printList(items: readonly unknown[], place: Place): string {
  const parts = items.map((item, index) => print(item, inside(place, index)));
  return join(parts, ['[', ']'], place);
}

function printObject(value: object, place: Place): string {
  const parts = Object.entries(value).map(([key, item]) => {
    const itemPlace = inside(place, key);
    if (place.replace(item, itemPlace.path) === key) return key;
    return `${printKey(key)}: ${print(item, itemPlace)}`;
  });
  return join(parts, ['{ ', ' }'], place);
}

function inside({ indent, replace, path }: Place, key: string | number): Place {
  const name = typeof key === 'number' ? 0 : printKey(key).length + 2;
  return { indent: indent + 2, column: indent + 2 + name, replace, path: [...path, key] };
}

function join(
  parts: readonly string[],
  [open, close]: readonly [string, string],
  { indent, column }: PrintPlace,
): string {
  if (parts.length === 0) return `${open}${close}`.replaceAll(' ', '');
  const line = `${open}${parts.join(', ')}${close}`;
  if (column + line.length + AFTER <= WIDTH && !line.includes('\n')) return line;
  const space = ' '.repeat(indent);
  return `${open.trim()}\n${parts.map((part) => `${space}  ${part},\n`).join('')}${space}${close.trim()}`;
}

function printKey(key: string): string {
  // Written plainly it would set the prototype.
  if (key === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : printText(key);
}
