import { assertBinary, isBlob, isBytes, toBytes } from '@switchboard/contract';

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
  const wire = copy(value, '', 0);
  assertBinary(wire);
  return wire;
}

/** `undefined` for what JSON leaves out. A Blob stays what it is, to be refused. */
function copy(value: unknown, key: string, depth: number): unknown {
  const given = isBytes(value) ? value : convert(value, key);
  if (isBytes(given)) return new Uint8Array(toBytes(given));
  switch (typeof given) {
    case 'string':
    case 'boolean':
      return given;
    case 'number':
      return Number.isFinite(given) ? given : null;
    case 'bigint':
      throw new TypeError('JSON has no BigInt.');
    case 'object':
      return given === null || isBlob(given) ? given : copyObject(given, depth);
    default:
      return undefined;
  }
}

/** What JSON takes in the place of a value: the result of its `toJSON`, or the primitive that an object stands for. */
function convert(value: unknown, key: string): unknown {
  if (value === null || (typeof value !== 'object' && typeof value !== 'bigint')) return value;
  const { toJSON } = value as { toJSON?: unknown };
  const json: unknown = typeof toJSON === 'function' ? toJSON.call(value, key) : value;
  return BOXED.has(Object.prototype.toString.call(json)) ? (json as object).valueOf() : json;
}

function copyObject(value: object, depth: number): unknown {
  if (depth === MAX_DEPTH) {
    throw new TypeError(`It contains itself, or nests more than ${MAX_DEPTH} levels deep.`);
  }
  if (Array.isArray(value)) {
    return Object.freeze(Array.from(value, (item, index) => copy(item, String(index), depth + 1) ?? null));
  }
  const entries = Object.keys(value).map(
    (key) => [key, copy(Reflect.get(value, key), key, depth + 1)] as const,
  );
  return Object.freeze(Object.fromEntries(entries.filter(([, item]) => item !== undefined)));
}
