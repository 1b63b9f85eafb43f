import { isBytes } from './bytes.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What a look at a value found: a `toJSON`, a value that holds itself and therefore has no JSON, or neither. */
type Found = 'form' | 'cycle' | undefined;

/**
 * The value as JSON takes it: each `toJSON` is resolved, at every depth, so that what is checked is what is sent. Dates and
 * bytes stay as they are; an own `__proto__` is left out. The same value comes back where there is neither, or where it holds itself; otherwise a copy.
 * Throws what a `toJSON` throws, and a TypeError for a copy that would hold itself.
 */
export function jsonForm(value: unknown): unknown {
  return look(value, 0, undefined) === 'form' ? resolve(value, '', new Set()) : value;
}

/** As an own field it never leaves: zod does not look at it, so that nothing would check it. */
const PROTO = '__proto__';

/** Values nest less deeply, as a rule: up to here nothing is allocated to find a cycle. */
const SHALLOW = 64;

/** Ends with the first finding, so that it takes no longer than JSON itself. */
function look(value: unknown, depth: number, holders: Set<object> | undefined): Found {
  if (typeof value !== 'object' || value === null || isLeaf(value)) return undefined;
  if (hasForm(value)) return 'form';
  if (holders?.has(value)) return 'cycle';
  const all = depth < SHALLOW ? undefined : (holders ?? new Set<object>());
  all?.add(value);
  let found: Found;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length && !found; index++) found = look(value[index], depth + 1, all);
  } else {
    for (const key in value) {
      if (key === PROTO) return 'form';
      if (Object.hasOwn(value, key)) found = look((value as Fields)[key], depth + 1, all);
      if (found) break;
    }
  }
  all?.delete(value);
  return found;
}

function resolve(given: unknown, key: string, holders: Set<object>): unknown {
  if (typeof given !== 'object' || given === null || isLeaf(given)) return given;
  const value: unknown = hasForm(given) ? given.toJSON(key) : given;
  if (typeof value !== 'object' || value === null || isLeaf(value)) return value;
  if (holders.has(value)) throw new TypeError('The value contains itself.');
  holders.add(value);
  const form = Array.isArray(value)
    ? value.map((item, index) => resolve(item, String(index), holders))
    : Object.fromEntries(
        Object.entries(value)
          .filter(([name, item]) => name !== PROTO && (name !== 'toJSON' || typeof item !== 'function'))
          .map(([name, item]) => [name, resolve(item, name, holders)]),
      );
  holders.delete(value);
  return form;
}

/** Whether JSON asks the value itself for what to write. */
export function hasForm(value: unknown): value is { toJSON(key: string): unknown } {
  return (
    typeof value === 'object' && value !== null && 'toJSON' in value && typeof value.toJSON === 'function'
  );
}

/** What is sent as it is, by JSON or as binary. */
function isLeaf(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === Array.prototype) return false;
  return isBytes(value) || Object.prototype.toString.call(value) === '[object Date]';
}
