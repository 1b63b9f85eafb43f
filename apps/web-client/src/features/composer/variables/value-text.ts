import { readJson } from '../../../lib/read-json.ts';

/** A variable's value as it is edited: a text as it is, unless it would be read as something else, and JSON for the rest. */
export function writeValue(value: unknown): string {
  return typeof value === 'string' && readValue(value) === value ? value : JSON.stringify(value);
}

/** JSON where the text is JSON that JavaScript can hold; else the text itself. */
export function readValue(text: string): unknown {
  const read = readJson(text);
  return read.ok && read.inexact.length === 0 ? read.value : text;
}

/** What a value is, in a word. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'string' ? 'text' : typeof value;
}
