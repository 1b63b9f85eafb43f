import { isBytes } from './bytes.ts';
import { isSimple } from './simple-value.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What a look at a value found: a `toJSON`, a value that holds itself and therefore has no JSON, or neither. */
type Found = 'form' | 'cycle' | undefined;

/**
 * The value as JSON takes it: each `toJSON` is resolved, at every depth, so that what is checked is what is sent. Dates and
 * bytes stay as they are; an own `__proto__` stays where the output of the schema has it. The same value comes back where
 * nothing changes, or where it holds itself; otherwise a copy. Throws what a `toJSON` throws, and a TypeError for a copy that
 * would hold itself.
 */
export function jsonForm(value: unknown, output: unknown): unknown {
  if (isSimple(value)) return value;
  return look(value, output, new Set()) === 'form' ? resolve(value, output, '', new Set()) : value;
}

/** As an own field of a record it is left out: zod skips it, so nothing checks it. */
const PROTO = '__proto__';

/** Ends with the first finding, so that it takes no longer than JSON itself. */
function look(value: unknown, output: unknown, holders: Set<object>): Found {
  if (typeof value !== 'object' || value === null || isLeaf(value)) return undefined;
  if (hasForm(value)) return 'form';
  if (holders.has(value)) return 'cycle';
  holders.add(value);
  let found: Found;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length && !found; index++)
      found = look(value[index], fieldOf(output, index), holders);
  } else {
    for (const key in value) {
      if (key === PROTO && !keepsProto(output)) return 'form';
      if (Object.hasOwn(value, key)) found = look((value as Fields)[key], fieldOf(output, key), holders);
      if (found) break;
    }
  }
  holders.delete(value);
  return found;
}

function resolve(given: unknown, output: unknown, key: string, holders: Set<object>): unknown {
  if (typeof given !== 'object' || given === null || isLeaf(given)) return given;
  const value: unknown = hasForm(given) ? given.toJSON(key) : given;
  if (typeof value !== 'object' || value === null || isLeaf(value)) return value;
  if (holders.has(value)) throw new TypeError('The value contains itself.');
  holders.add(value);
  const form = Array.isArray(value)
    ? value.map((item, index) => resolve(item, fieldOf(output, index), String(index), holders))
    : Object.fromEntries(
        Object.entries(value)
          .filter(([name]) => name !== PROTO || keepsProto(output))
          .filter(([name, item]) => name !== 'toJSON' || typeof item !== 'function')
          .map(([name, item]) => [name, resolve(item, fieldOf(output, name), name, holders)]),
      );
  holders.delete(value);
  return form;
}

function fieldOf(output: unknown, key: string | number): unknown {
  return typeof output === 'object' && output !== null ? (output as Fields)[key] : undefined;
}

function keepsProto(output: unknown): boolean {
  return typeof output === 'object' && output !== null && Object.hasOwn(output, PROTO);
}

/** Whether JSON asks the value itself for what to write. */
export function hasForm(value: unknown): value is { toJSON(key: string): unknown } {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { toJSON?: unknown }).toJSON === 'function'
  );
}

/** What is sent as it is, by JSON or as binary. */
function isLeaf(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === Array.prototype) return false;
  return isBytes(value) || Object.prototype.toString.call(value) === '[object Date]';
}
