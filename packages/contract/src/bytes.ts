import { type Container, copyOf, isContainer, setField } from './containers.ts';
import { isSimple } from './simple-value.ts';

/** Whether a value is binary, of this realm or another: an ArrayBuffer, or a view of one, such as a Buffer or a DataView. */
export function isBytes(value: unknown): value is ArrayBuffer | ArrayBufferView {
  return ArrayBuffer.isView(value) || Object.prototype.toString.call(value) === '[object ArrayBuffer]';
}

/** The bytes as a Uint8Array of this realm, over the same memory. One that is a Uint8Array already stays as it is. */
export function toBytes(value: ArrayBuffer | ArrayBufferView): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (!ArrayBuffer.isView(value)) return new Uint8Array(value);
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}

/** Deeper values stay as they are, so that no value overflows the stack. */
const MAX_DEPTH = 64;

/**
 * The value with every binary part as a Uint8Array of this realm. Socket.IO gives an ArrayBuffer in browsers and a Buffer in
 * Node; the contract says Uint8Array. The same value comes back where nothing changes; otherwise copies of what holds the
 * bytes. What lies more than 64 levels deep stays as it is.
 */
export function unifyBytes(value: unknown): unknown {
  return isSimple(value) ? value : unify(value, 0, new Map());
}

/** Each object is looked at once, so that neither a cycle nor a value that is held many times takes longer than its size. */
function unify(value: unknown, depth: number, seen: Map<Container, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isBytes(value)) return toBytes(value);
  if (!isContainer(value) || depth > MAX_DEPTH) return value;
  if (seen.has(value)) return seen.get(value);
  seen.set(value, value);
  let copy: Container | undefined;
  for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
    const item = value[key];
    const unified = unify(item, depth + 1, seen);
    if (unified === item) continue;
    copy ??= copyOf(value);
    setField(copy, key, unified);
  }
  if (copy) seen.set(value, copy);
  return copy ?? value;
}

/** A decoder of Socket.IO cuts the connection for more. Source: `maxAttachments` of socket.io-parser */
const MAX_BINARY_PARTS = 10;

/** Throws a TypeError for more than 10 binary parts: they would end the connection that they are sent on. */
export function assertPartCount(count: number): void {
  if (count > MAX_BINARY_PARTS)
    throw new TypeError(`One packet carries at most ${MAX_BINARY_PARTS} binary parts.`);
}

/** Throws a TypeError for a Blob or a File, of this realm or another: it would end the connection that it is sent on. */
export function assertNoBlob(value: unknown): void {
  const tag = Object.prototype.toString.call(value);
  if (tag === '[object Blob]' || tag === '[object File]')
    throw new TypeError('A Blob or a File cannot be sent: send the bytes of its arrayBuffer().');
}

/**
 * Throws a TypeError for a value with more than 10 binary parts, where one that is held twice counts twice, and for a Blob or
 * a File: either would end the connection that it is sent on.
 */
export function assertBinary(value: unknown): void {
  if (!isSimple(value)) assertPartCount(countBinary(value, new Map()));
}

/** Counts in the fields that Socket.IO looks at: all own ones, of instances of classes too. Looks at each object once. */
function countBinary(value: unknown, seen: Map<object, number>): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (isBytes(value)) return 1;
  assertNoBlob(value);
  const known = seen.get(value);
  if (known !== undefined) return known;
  seen.set(value, 0);
  let count = 0;
  for (const item of Object.values(value)) count += countBinary(item, seen);
  seen.set(value, count);
  return count;
}
