import type { EnginePacket } from '../devtools/frame.ts';

/**
 * What is needed of socket.io-client below its documented surface. Only wire-tap.ts, late-replies.ts and fault.ts use it; wire-tap.test.ts
 * pins what they believe of it.
 */
export interface WireManager {
  /** A new one for each attempt. */
  readonly engine: WireEngine;
  readonly decoder: { on(event: 'decoded', listener: (packet: DecodedPacket) => void): unknown };
  /** Asked once before each pause, of which it gives the milliseconds. */
  readonly backoff: { duration(): number };
  /** Read again at each attempt. */
  readonly opts: { transports?: unknown };
  on(event: 'packet', listener: (packet: DecodedPacket) => void): unknown;
  on(event: 'ping', listener: () => void): unknown;
}

export interface WireEngine {
  /** `undefined` where none is left to open. */
  readonly transport?: { readonly name: string; close(): unknown };
  readonly transports: readonly string[];
  on(event: 'packetCreate', listener: (packet: EnginePacket) => void): unknown;
  on(event: 'packet', listener: (packet: EnginePacket) => void): unknown;
  on(event: 'handshake', listener: (handshake: Handshake) => void): unknown;
  on(event: 'upgrading' | 'upgrade', listener: (transport: { name: string }) => void): unknown;
  on(event: 'upgradeError', listener: (error: Error & { transport?: string }) => void): unknown;
  close(): unknown;
}

/** A Socket.IO packet; `type` is its number in the protocol. */
export interface DecodedPacket {
  readonly type: number;
  /** Of an ack, and of a packet that wants one. */
  readonly id?: number;
  readonly data?: unknown;
}

export interface Handshake {
  readonly pingInterval: number;
  readonly pingTimeout: number;
  readonly upgrades: readonly string[];
}
