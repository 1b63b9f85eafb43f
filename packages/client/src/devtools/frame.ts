import { isBytes, toBytes } from '@switchboard/contract';

/**
 * One encoded packet of Engine.IO. By websocket text is text and a binary attachment is bare bytes; by polling the
 * attachment is base64 text behind a `b`.
 */
export type Frame = string | Uint8Array;

/** A packet as the engine reports it: bytes are an ArrayBuffer in browsers and a Buffer in Node. */
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
  if (!isBytes(data)) return undefined;
  const bytes = toBytes(data);
  return transport === 'polling' ? `${TEXT_BY_POLLING}${toBase64(bytes)}` : bytes;
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
