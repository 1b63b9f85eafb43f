import type { Path } from '../model/json-parts.ts';

/** Gives the TypeScript to write in the place of a part, or `undefined` where the part itself is written. */
export type ReplacePart = (value: unknown, path: Path) => string | undefined;

const WIDTH = 100;

/**
 * A JSON value as a TypeScript expression, broken over lines where one would be too long. `indent` is the depth in
 * spaces of the line it stands on.
 */
export function printValue(value: unknown, indent: number, replace: ReplacePart = () => undefined): string {
  return print(value, { indent, replace, path: [] });
}

/** Any text as a literal of TypeScript, in single quotes and on one line. */
export function printText(text: string): string {
  const quoted = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${quoted.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`;
}

/** Any text as what may follow `//`. */
export function printComment(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ').trim();
}

interface Place {
  readonly indent: number;
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
  return join(parts, ['[', ']'], place.indent);
}

function printObject(value: object, place: Place): string {
  const parts = Object.entries(value).map(([key, item]) => {
    const text = print(item, inside(place, key));
    const name = printKey(key);
    return name === text ? name : `${name}: ${text}`;
  });
  return join(parts, ['{ ', ' }'], place.indent);
}

function inside({ indent, replace, path }: Place, key: string | number): Place {
  return { indent: indent + 2, replace, path: [...path, key] };
}

function join(parts: readonly string[], [open, close]: readonly [string, string], indent: number): string {
  if (parts.length === 0) return `${open}${close}`.replaceAll(' ', '');
  const line = `${open}${parts.join(', ')}${close}`;
  if (line.length + indent <= WIDTH && !line.includes('\n')) return line;
  const space = ' '.repeat(indent);
  return `${open.trim()}\n${parts.map((part) => `${space}  ${part},\n`).join('')}${space}${close.trim()}`;
}

function printKey(key: string): string {
  // Written plainly it would set the prototype.
  if (key === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : printText(key);
}
