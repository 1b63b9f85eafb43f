import { isBytes, type Path } from '@switchboard/contract';

/** A part of a JSON value. */
export interface Part {
  readonly value: unknown;
  readonly path: Path;
}

/** Visits a value and, where the visitor returns true, what is inside of it; outermost first. */
export function visitParts(value: unknown, visit: (part: Part) => boolean, path: Path = []): void {
  if (!visit({ value, path }) || typeof value !== 'object' || value === null) return;
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  for (const key of keys) visitParts(Reflect.get(value, key), visit, [...path, key]);
}

/**
 * A JSON value with some parts replaced, outermost first: `replace` returns `undefined` for a part that stays but for what is
 * inside of it. The very same value where nothing is replaced; binary has no parts.
 */
export function mapParts(
  value: unknown,
  replace: (part: Part) => { readonly value: unknown } | undefined,
  path: Path = [],
): unknown {
  const replaced = replace({ value, path });
  if (replaced) return replaced.value;
  if (typeof value !== 'object' || value === null || isBytes(value)) return value;
  const inside = (item: unknown, key: string | number): unknown => mapParts(item, replace, [...path, key]);
  if (Array.isArray(value)) {
    const items = value.map(inside);
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  const entries = Object.entries(value).map(([key, item]) => [key, item, inside(item, key)] as const);
  if (entries.every(([, before, after]) => before === after)) return value;
  return Object.fromEntries(entries.map(([key, , item]) => [key, item]));
}

/** The same text for values that are equal, whatever the order of their keys. */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}
