/**
 * One encoded packet of Engine.IO. By websocket text is text and a binary attachment is bare bytes; by polling the
 * attachment is base64 text behind a `b`.
 */
export type Frame = string | Uint8Array;

/** A packet as the engine tells it: bytes are an ArrayBuffer in browsers and a Buffer in Node. */
export interface EnginePacket {
  readonly type: string;
  readonly data?: unknown;
}

const TEXT_BY_POLLING = 'b';
const MESSAGE = '4';

/**
 * The frame of a message packet, as the transport of this name writes it; `undefined` for what cannot be encoded at
 * once, such as a Blob. Source: https://github.com/socketio/engine.io-protocol
 */
export function toFrame({ data }: EnginePacket, transport: string): Frame | undefined {
  if (typeof data === 'string') return `${MESSAGE}${data}`;
  const bytes = toBytes(data);
  if (!bytes) return undefined;
  return transport === 'polling' ? `${TEXT_BY_POLLING}${toBase64(bytes)}` : bytes;
}

function toBytes(data: unknown): Uint8Array | undefined {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (!ArrayBuffer.isView(data)) return undefined;
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
