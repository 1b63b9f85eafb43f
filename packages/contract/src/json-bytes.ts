import { isBytes, toBytes } from './bytes.ts';
import { EventError } from './event-error.ts';
import { hasForm } from './json-form.ts';

// Standard in every runtime; declared here because this package takes neither Node's nor the DOM's types.
declare function atob(base64: string): string;
declare function btoa(text: string): string;

const MAX_DEPTH = 64;

export interface JsonFormOptions {
  /**
   * Names of marks, such as `bytes`: data that only looks like `{ "$bytes": … }` has one more `$` in its JSON form, so that it
   * comes back as it was. Without them it is read as binary.
   * @default none
   */
  readonly marks?: readonly string[];
}

/**
 * The JSON form of a payload or reply: every Uint8Array becomes `{ "$bytes": "<base64>" }`, and a Date, or whatever else has
 * a `toJSON`, what that gives. Throws EventError BAD_REQUEST below 64 levels of nesting.
 */
export function toJson(value: unknown): unknown; // `map` takes a function with one parameter.
export function toJson(value: unknown, options: JsonFormOptions): unknown;
export function toJson(value: unknown, { marks = [] }: JsonFormOptions = {}): unknown {
  const write = (given: unknown, key: string, depth: number): unknown => {
    const item = hasForm(given) && !isBytes(given) ? given.toJSON(key) : given;
    if (isBytes(item)) return { $bytes: encodeBase64(toBytes(item)) };
    return renameMark(mapItems(item, depth, write), marks, (name) => `$${name}`);
  };
  return write(value, '', 0);
}

/**
 * Back from the JSON form, with the options that `toJson` got: `{ "$bytes": "<base64>" }` becomes a Uint8Array.
 * Throws EventError BAD_REQUEST if a text is not base64, or below 64 levels of nesting.
 */
export function fromJson(value: unknown): unknown;
export function fromJson(value: unknown, options: JsonFormOptions): unknown;
export function fromJson(value: unknown, { marks = [] }: JsonFormOptions = {}): unknown {
  const read = (item: unknown, _key: string, depth: number): unknown => {
    const text = textOfBytes(item);
    if (text !== undefined) return decodeBase64(text);
    return renameMark(mapItems(item, depth, read), marks, (name) => name.replace(/^\$\$/, '$'));
  };
  return read(value, '', 0);
}

/** The value, with another name for its only field if that is a mark, perhaps with more than one `$`. */
function renameMark(value: unknown, marks: readonly string[], rename: (name: string) => string): unknown {
  if (marks.length === 0 || typeof value !== 'object' || value === null) return value;
  const [name = '', ...others] = Object.keys(value);
  const isMark = others.length === 0 && name.startsWith('$') && marks.includes(name.replace(/^\$+/, ''));
  return isMark ? { [rename(name)]: Reflect.get(value, name) } : value;
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

/** As many arguments as a call takes in every runtime: one byte at a time is ten times slower. */
const CHUNK = 8_192;

function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += CHUNK)
    text += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  return btoa(text);
}

function decodeBase64(base64: string): Uint8Array {
  try {
    const text = atob(base64);
    const bytes = new Uint8Array(text.length);
    for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
    return bytes;
  } catch (cause) {
    throw new EventError('BAD_REQUEST', { message: '"$bytes" must be base64.', cause });
  }
}
