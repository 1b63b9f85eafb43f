import { type ConnectionLimits, isBytes, toBytes } from '@switchboard/contract';

/** The bytes of one event as Socket.IO encodes it: one text, and each binary part. */
export interface PacketSize {
  /** An upper bound where that is small enough. */
  readonly text: number;
  readonly parts: readonly number[];
}

/** What a packet may not exceed; what is `undefined` is not known. */
export interface SizeLimits {
  /** Of the event: all bytes together. */
  readonly maxBytes: number | undefined;
  /** Of each piece that Engine.IO sends. */
  readonly maxPayload: number | undefined;
  /** Polling sends binary as base64. */
  readonly isPolling: boolean;
}

/** What a packet has before its arguments. */
export interface PacketHeader {
  readonly namespace: string;
  /** Of the ack. A send has none, which is shorter. */
  readonly id: number;
}

/**
 * Measures what was made by `toWireValue`. Up to `precise` bytes a bound that is quick to find will do; what may be more is
 * encoded, and measured.
 */
export function sizeOf(
  args: readonly unknown[],
  { namespace, id }: PacketHeader,
  precise: number,
): PacketSize {
  const parts: number[] = [];
  const bound = boundOf(args, parts);
  const count = parts.length > 0 ? `${parts.length}-` : '';
  const path = namespace === '/' ? '' : `${namespace},`;
  const header = bytesOf(`2${count}${path}${id}`);
  const isSmall = sum([header, bound, ...parts]) <= precise;
  return { text: header + (isSmall ? bound : bytesOf(encode(args))), parts };
}

/** Why the packet is too large, in words; `undefined` if it is not. */
export function oversize({ text, parts }: PacketSize, limits: SizeLimits): string | undefined {
  const { maxBytes = Number.POSITIVE_INFINITY, maxPayload = Number.POSITIVE_INFINITY, isPolling } = limits;
  const total = sum([text, ...parts]);
  if (total > maxBytes) return `The packet has ${total} bytes; this event takes at most ${maxBytes}.`;
  // Engine.IO puts its own type before a text, and by polling before everything.
  const pieces = [text + 1, ...parts.map((part) => (isPolling ? 1 + Math.ceil(part / 3) * 4 : part))];
  const largest = Math.max(...pieces);
  if (largest <= maxPayload) return undefined;
  const how = isPolling && parts.length > 0 ? ' in base64' : '';
  return `The packet has ${largest} bytes${how}; the server takes at most ${maxPayload}.`;
}

/** How many packets it counts as at the server. */
export function costOf({ text, parts }: PacketSize, { bytesPerPacket }: ConnectionLimits): number {
  return sum([text, ...parts].map((bytes) => Math.max(1, Math.ceil(bytes / bytesPerPacket))));
}

/** A UTF-16 unit is at most six characters of JSON, as in `\u0000`, and at most three bytes of UTF-8. */
const BYTES_PER_UNIT = 6;
/** The longest number, such as -1.2345678901234567e-100, and what a binary part leaves in the text. */
const BYTES_PER_NUMBER = 24;
const BYTES_PER_PLACEHOLDER = 32;

/** No fewer bytes than the JSON of the value has; `parts` gets the size of each binary part. */
function boundOf(value: unknown, parts: number[]): number {
  if (typeof value === 'string') return value.length * BYTES_PER_UNIT + 2;
  if (typeof value !== 'object' || value === null) return BYTES_PER_NUMBER;
  if (isBytes(value)) {
    parts.push(toBytes(value).length);
    return BYTES_PER_PLACEHOLDER;
  }
  let bound = 2;
  for (const key of Object.keys(value)) {
    bound += key.length * BYTES_PER_UNIT + 4 + boundOf(Reflect.get(value, key), parts);
  }
  return bound;
}

/** As Socket.IO's parser does it. */
function encode(args: readonly unknown[]): string {
  let num = 0;
  return JSON.stringify(args, (_key, value) =>
    isBytes(value) ? { _placeholder: true, num: num++ } : (value as unknown),
  );
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
