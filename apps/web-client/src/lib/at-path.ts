import { PARTS } from '../texts/shell.ts';

/** A copy of `value` with `part` at `path`; `undefined` takes it out. */
export function setAtPath(value: unknown, path: readonly (string | number)[], part: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return part;
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? setAtPath(item, rest, part) : item));
  const { [key]: old, ...others } = (value ?? {}) as Record<string | number, unknown>;
  const next = setAtPath(old, rest, part);
  if (next === undefined) return others;
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? { ...value, [key]: next }
    : { ...others, [key]: next };
}

/** What stands at `path`; `undefined` if nothing does. */
export function getAtPath(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (part, key) =>
      typeof part === 'object' && part !== null && Object.hasOwn(part, key)
        ? Reflect.get(part, key)
        : undefined,
    value,
  );
}

/** Whether it has parts: an object or a list. */
export function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Whether it has fields: an object that is no list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A path for people: `attachment.bytes`, `rooms[0].name`; the root is `(whole value)`. */
export function formatPath(path: readonly (string | number)[]): string {
  if (path.length === 0) return PARTS.root;
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${key}`))
    .join('');
}
