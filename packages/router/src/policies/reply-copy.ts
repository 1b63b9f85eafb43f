import { type AnyReply, isBytes, toBytes } from '@switchboard/contract';

/** Deeper values are kept as they are, so that no value overflows the stack. */
const MAX_DEPTH = 64;

/** A copy of a reply's objects, arrays and bytes, which later changes of the original do not reach. */
export function copyOfReply(reply: AnyReply): AnyReply {
  return copy(reply, 0, new Map()) as AnyReply;
}

function copy(value: unknown, depth: number, seen: Map<object, unknown>): unknown {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
  if (seen.has(value)) return seen.get(value);
  if (isBytes(value)) return new Uint8Array(toBytes(value));
  const isArray = Array.isArray(value);
  if (!isArray && Object.prototype.toString.call(value) !== '[object Object]') return value;
  const copied: object = isArray ? [] : {};
  seen.set(value, copied);
  for (const [key, item] of Object.entries(value)) {
    // `__proto__` is a field like any other.
    const field = {
      value: copy(item, depth + 1, seen),
      enumerable: true,
      writable: true,
      configurable: true,
    };
    Object.defineProperty(copied, key, field);
  }
  return copied;
}
