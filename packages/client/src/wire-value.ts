import { assertNoBlob, assertPartCount, isBytes, toBytes } from '@switchboard/contract';

/** Deeper values could overflow the stack of what encodes them: JSON and Socket.IO's parser call themselves for each level. */
const MAX_DEPTH = 1_000;

/** Objects that JSON writes as the primitive inside. */
const BOXED: ReadonlySet<string> = new Set([
  '[object BigInt]',
  '[object Boolean]',
  '[object Number]',
  '[object String]',
]);

/**
 * The value as it goes on the wire: what JSON makes of it, with bytes of any kind as Uint8Arrays. It is a copy, and frozen,
 * so that nothing changes it before it is sent or sent again; `undefined` for what JSON leaves out. Throws a TypeError for a BigInt, for a value that contains
 * itself, for more than 1,000 levels or 10 binary parts and for a Blob or a File, and whatever a getter or a `toJSON` of the value throws.
 */
export function toWireValue(value: unknown): unknown {
  const parts: Uint8Array[] = [];
  const wire = copy(convert(value, ''), 0, parts);
  assertPartCount(parts.length);
  return wire;
}

/** `undefined` for what JSON leaves out. `parts` gets each binary part. */
function copy(value: unknown, depth: number, parts: Uint8Array[]): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'bigint':
      throw new TypeError('JSON has no BigInt.');
    case 'object':
      return value && (isBytes(value) ? copyBytes(value, parts) : copyObject(value, depth, parts));
    default:
      return undefined;
  }
}

/** What JSON takes instead of a value: the result of its `toJSON`, or the primitive that an object stands for. */
function convert(value: unknown, key: string): unknown {
  if (value === null || (typeof value !== 'object' && typeof value !== 'bigint') || isBytes(value))
    return value;
  const { toJSON } = value as { toJSON?: unknown };
  const json: unknown = typeof toJSON === 'function' ? toJSON.call(value, key) : value;
  return BOXED.has(Object.prototype.toString.call(json)) ? (json as object).valueOf() : json;
}

function copyBytes(value: ArrayBuffer | ArrayBufferView, parts: Uint8Array[]): Uint8Array {
  const part = new Uint8Array(toBytes(value));
  parts.push(part);
  return part;
}

function copyObject(value: object, depth: number, parts: Uint8Array[]): unknown {
  assertNoBlob(value);
  if (depth === MAX_DEPTH) {
    throw new TypeError(`It contains itself, or nests more than ${MAX_DEPTH} levels deep.`);
  }
  const copyItem = (item: unknown, key: string): unknown => copy(convert(item, key), depth + 1, parts);
  if (Array.isArray(value)) {
    return Object.freeze(Array.from(value, (item, index) => copyItem(item, String(index)) ?? null));
  }
  const entries = Object.keys(value).map((key) => [key, copyItem(Reflect.get(value, key), key)] as const);
  return Object.freeze(Object.fromEntries(entries.filter(([, item]) => item !== undefined)));
}
