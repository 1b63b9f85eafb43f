import { isBytes, toBytes } from '@switchboard/contract';

/**
 * One encoded packet of Engine.IO. By websocket text is text and a binary attachment is bare bytes; by polling the
 * attachment is base64 text behind a `b`.
 */
export type Frame = string | Uint8Array;

/** A frame that passed. `at` is in milliseconds since the epoch. */
export interface SeenFrame {
  readonly at: number;
  readonly direction: 'sent' | 'received';
  readonly transport: string;
  readonly frame: Frame;
}

/** A packet as the engine reports it: bytes are an ArrayBuffer in browsers and a Buffer in Node. */
export interface EnginePacket {
  readonly type: string;
  readonly data?: unknown;
}

/** The types of packets, by their number in the protocol. Source: https://github.com/socketio/engine.io-protocol */
const TYPES = ['open', 'close', 'ping', 'pong', 'message', 'upgrade', 'noop'];
const TEXT_BY_POLLING = 'b';

/**
 * The frame of a packet, as the transport of this name writes it; `undefined` for what cannot be encoded at once, such as
 * a Blob.
 */
export function toFrame({ type, data = '' }: EnginePacket, transport: string): Frame | undefined {
  if (typeof data === 'string') return `${TYPES.indexOf(type)}${data}`;
  if (!isBytes(data)) return undefined;
  const bytes = toBytes(data);
  return transport === 'polling' ? `${TEXT_BY_POLLING}${toBase64(bytes)}` : bytes;
}

/** Whether it carries a message of Socket.IO, or an attachment of one. */
export function isMessage(frame: Frame): boolean {
  return typeof frame !== 'string' || frame.startsWith('4') || frame.startsWith(TEXT_BY_POLLING);
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
