import { isBytes, toBytes } from './bytes.ts';
import { EventError } from './event-error.ts';

// Standard in every runtime; declared here because this package takes neither Node's nor the DOM's types.
declare function atob(base64: string): string;
declare function btoa(text: string): string;

const MAX_DEPTH = 64;

/**
 * The JSON form of a payload or reply: every Uint8Array becomes `{ "$bytes": "<base64>" }`.
 * Throws EventError BAD_REQUEST below 64 levels of nesting.
 */
export function toJson(value: unknown): unknown {
  return convert(value, 0, (item) => (isBytes(item) ? { $bytes: encodeBase64(toBytes(item)) } : undefined));
}

/**
 * Back from the JSON form: `{ "$bytes": "<base64>" }` becomes a Uint8Array.
 * Throws EventError BAD_REQUEST if a text is not base64, or below 64 levels of nesting.
 */
export function fromJson(value: unknown): unknown {
  return convert(value, 0, (item) => {
    const keys = Object.keys(item);
    const text: unknown = keys.length === 1 && keys[0] === '$bytes' ? Reflect.get(item, '$bytes') : undefined;
    return typeof text === 'string' ? decodeBase64(text) : undefined;
  });
}

function convert(value: unknown, depth: number, replace: (item: object) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === MAX_DEPTH) {
    throw new EventError('BAD_REQUEST', { message: `JSON may nest at most ${MAX_DEPTH} levels deep.` });
  }
  const replaced = replace(value);
  if (replaced !== undefined) return replaced;
  if (Array.isArray(value)) return value.map((item) => convert(item, depth + 1, replace));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, convert(item, depth + 1, replace)]),
  );
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
