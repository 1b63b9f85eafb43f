/** Whether a value is binary, of this realm or another: an ArrayBuffer, or a view of one, such as a Buffer or a DataView. */
export function isBytes(value: unknown): value is ArrayBuffer | ArrayBufferView {
  if (typeof value !== 'object' || value === null) return false;
  return ArrayBuffer.isView(value) || Object.prototype.toString.call(value) === '[object ArrayBuffer]';
}

/** The bytes as a Uint8Array of this realm, over the same memory. One that is a Uint8Array already stays as it is. */
export function toBytes(value: ArrayBuffer | ArrayBufferView): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (!ArrayBuffer.isView(value)) return new Uint8Array(value);
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}

/** Deeper values are left as they are: no schema that checks bytes lies there. */
const MAX_DEPTH = 64;

/**
 * The value with every binary part as a Uint8Array of this realm. Socket.IO gives an ArrayBuffer in browsers and a Buffer in
 * Node; the contract says Uint8Array. The same value comes back where nothing changes; otherwise a copy of what holds it.
 */
export function unifyBytes(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
  if (isBytes(value)) return toBytes(value);
  let copy: object | undefined;
  for (const [key, item] of Object.entries(value)) {
    const unified = unifyBytes(item, depth + 1);
    if (unified === item) continue;
    copy ??= Array.isArray(value) ? [...value] : { ...value };
    Object.defineProperty(copy, key, {
      value: unified,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return copy ?? value;
}
