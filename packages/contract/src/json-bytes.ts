import { isBytes, toBytes } from './bytes.ts';
import { EventError } from './event-error.ts';
import { hasForm } from './json-form.ts';

// Standard in every runtime; declared here because this package takes neither Node's nor the DOM's types.
declare function atob(base64: string): string;
declare function btoa(text: string): string;

const MAX_DEPTH = 64;

/**
 * The JSON form of a payload or reply: every Uint8Array becomes `{ "$bytes": "<base64>" }`, and a Date, or whatever else has
 * a `toJSON`, what that gives. Throws EventError BAD_REQUEST below 64 levels of nesting.
 */
export function toJson(value: unknown): unknown {
  return write(value, '', 0);
}

function write(given: unknown, key: string, depth: number): unknown {
  if (isBytes(given)) return { $bytes: encodeBase64(toBytes(given)) };
  const value = hasForm(given) ? given.toJSON(key) : given;
  if (isBytes(value)) return { $bytes: encodeBase64(toBytes(value)) };
  return mapItems(value, depth, write);
}

/**
 * Back from the JSON form: `{ "$bytes": "<base64>" }` becomes a Uint8Array.
 * Throws EventError BAD_REQUEST if a text is not base64, or below 64 levels of nesting.
 */
export function fromJson(value: unknown): unknown {
  return read(value, '', 0);
}

function read(value: unknown, _key: string, depth: number): unknown {
  const text = textOfBytes(value);
  return text === undefined ? mapItems(value, depth, read) : decodeBase64(text);
}

function textOfBytes(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const keys = Object.keys(value);
  const text: unknown = keys.length === 1 && keys[0] === '$bytes' ? Reflect.get(value, '$bytes') : undefined;
  return typeof text === 'string' ? text : undefined;
}

/** The value with each of its items or fields converted. Throws BAD_REQUEST where it lies too deep. */
function mapItems(
  value: unknown,
  depth: number,
  convert: (item: unknown, key: string, depth: number) => unknown,
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === MAX_DEPTH) {
    throw new EventError('BAD_REQUEST', { message: `JSON may nest at most ${MAX_DEPTH} levels deep.` });
  }
  if (Array.isArray(value)) return value.map((item, index) => convert(item, String(index), depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, convert(item, key, depth + 1)]));
}

function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function decodeBase64(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch (cause) {
    throw new EventError('BAD_REQUEST', { message: '"$bytes" must be base64.', cause });
  }
}
