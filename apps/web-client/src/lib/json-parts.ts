import type { Path } from '@switchboard/contract';
import { isSecretMark } from './recording-secrets.ts';

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

/** A JSON value with some parts replaced, outermost first: `replace` returns `undefined` for a part that stays. */
export function mapParts(
  value: unknown,
  replace: (part: Part) => { readonly value: unknown } | undefined,
  path: Path = [],
): unknown {
  const replaced = replace({ value, path });
  if (replaced) return replaced.value;
  if (typeof value !== 'object' || value === null) return value;
  const inside = (item: unknown, key: string | number): unknown => mapParts(item, replace, [...path, key]);
  if (Array.isArray(value)) return value.map(inside);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inside(item, key)]));
}

/** The same text for values that are equal, whatever the order of their keys. */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;
/** Long, of one word, with letters and digits: nobody types that. */
const RANDOM = /^(?=.*\d)(?=.*[a-z])[\w-]{20,}$/i;
const NAMES = /^(id|seq|sequence|token|cursor|nonce|etag|now|timestamp|uptime|latency)$/i;
const ENDINGS = /(Id|Ids|At|Seq|Token|Cursor|Time|_id|_at|_seq|_token)$/;
const EPOCH = [1_000_000_000_000, 10_000_000_000_000] as const;

/** Whether a value differs from one run to the next, as ids, tokens, times and running numbers do. */
export function isVolatile({ value, path }: Part): boolean {
  if (isSecretMark(value)) return true;
  if (typeof value !== 'number' && typeof value !== 'string') return false;
  // What stands in a list goes by the name of the list.
  const name = String(path.findLast((key) => typeof key === 'string') ?? '');
  if (NAMES.test(name) || ENDINGS.test(name)) return true;
  if (typeof value === 'number') return value > EPOCH[0] && value < EPOCH[1];
  return UUID.test(value) || ISO_TIME.test(value) || RANDOM.test(value);
}
