import type { Path } from '@switchboard/contract';
import { isJsonBytes } from './bytes.ts';

/** Gives the TypeScript to write in the place of a part, or `undefined` where the part itself is written. */
export type ReplacePart = (value: unknown, path: Path) => string | undefined;

/** The longest list or object that stands on one line, in characters. */
const WIDTH = 80;

/**
 * A JSON value as an expression of TypeScript; `{ "$bytes": … }` becomes a Uint8Array, and a BigInt stays one. What is long is broken over lines,
 * which are indented by two spaces more than `indent`.
 */
export function printValue(
  value: unknown,
  replace: ReplacePart = () => undefined,
  indent = '',
  path: Path = [],
): string {
  const replaced = replace(value, path);
  if (replaced !== undefined) return replaced;
  if (typeof value === 'string') return printText(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  if (isJsonBytes(value)) {
    return `Uint8Array.from(atob(${printText(value.$bytes)}), (character) => character.charCodeAt(0))`;
  }
  const inside = (item: unknown, key: string | number): string =>
    printValue(item, replace, `${indent}  `, [...path, key]);
  if (Array.isArray(value)) return wrap(value.map(inside), '[]', indent);
  const properties = Object.entries(value).map(([key, item]) =>
    replace(item, [...path, key]) === key ? key : `${printKey(key)}: ${inside(item, key)}`,
  );
  return wrap(properties, '{}', indent);
}

/** Any text as a literal of TypeScript on one line, in single quotes where that needs no more escapes. */
export function printText(text: string): string {
  const quoted = JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  if (text.split("'").length > text.split('"').length) return quoted;
  return `'${quoted.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

function wrap(parts: readonly string[], brackets: '[]' | '{}', indent: string): string {
  if (parts.length === 0) return brackets;
  const [open, close] = brackets;
  const space = open === '{' ? ' ' : '';
  const line = `${open}${space}${parts.join(', ')}${space}${close}`;
  if (line.length <= WIDTH && !line.includes('\n')) return line;
  return `${open}\n${parts.map((part) => `${indent}  ${part},\n`).join('')}${indent}${close}`;
}

/** A key of an object literal. */
export function printKey(key: string): string {
  // Written plainly it would set the prototype.
  if (key === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : printText(key);
}
