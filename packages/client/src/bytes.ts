/**
 * Socket.IO gives binary as ArrayBuffer in browsers and as Buffer in Node; the contract says Uint8Array.
 * Replaces each ArrayBuffer in place and returns the value.
 */
export function unifyBytes(value: unknown): unknown {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  for (const [key, item] of Object.entries(value)) {
    if (typeof item === 'object') Reflect.set(value, key, unifyBytes(item));
  }
  return value;
}
