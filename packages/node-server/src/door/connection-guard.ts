import type { CutReason } from '@switchboard/contract';
import type { ServerConfig } from '../config/server-config.ts';

/** A packet on its way, in or out: not parsed yet beyond its first character, or encoded already. */
export interface EnginePacket {
  readonly type?: string;
  readonly data?: string | { readonly byteLength: number };
}

/** `maxBufferedBytes`: that may wait for a connection to read them. */
export type GuardLimits = Pick<ServerConfig, 'maxBufferedBytes' | 'maxPacketsPerSecond'>;

/** An incoming packet that is larger takes as long to parse as several. */
export const BYTES_PER_PACKET = 65_536;

/** Watches what one connection sends and does not read, and reports once when it exceeds a limit. */
export class ConnectionGuard {
  readonly #limits: GuardLimits;
  #held = 0;
  #isSlow = false;
  #tokens: number;
  #at: number = performance.now();

  constructor(limits: GuardLimits) {
    this.#limits = limits;
    this.#tokens = limits.maxPacketsPerSecond;
  }

  /**
   * Counts a packet that is to be written. A reader is slow when more than the limit waits for it, in Engine.IO's own buffer
   * and in those of ws and TLS. A packet may be written while those before it fit, so that a single packet above the limit
   * can be sent.
   */
  countOut({ data }: EnginePacket, bufferedAmount: number): CutReason | undefined {
    const isSlow = !this.#isSlow && this.#held + bufferedAmount > this.#limits.maxBufferedBytes;
    if (isSlow) this.#isSlow = true;
    this.#held += sizeOf(data);
    return isSlow ? 'slow_reader' : undefined;
  }

  /** Engine.IO has handed on what it held back. */
  flushed(): void {
    this.#held = 0;
  }

  /**
   * Counts a packet that came in, before it is parsed. A flood is more packets a second than the limit, or more than that at
   * once: a bucket of so many tokens, one for each 64 KiB begun. What came in one piece with the packet too many is dropped
   * with the connection. Engine.IO's own `error` is a packet that it cannot read.
   */
  countIn({ type, data }: EnginePacket): CutReason | undefined {
    if (type === 'error') return 'parse_error';
    const { maxPacketsPerSecond: perSecond } = this.#limits;
    const now = performance.now();
    const saved = Math.min(perSecond, this.#tokens + ((now - this.#at) * perSecond) / 1_000);
    this.#tokens = saved - Math.max(1, Math.ceil(sizeOf(data) / BYTES_PER_PACKET));
    this.#at = now;
    return this.#tokens < 0 ? 'flood' : undefined;
  }
}

/** Bytes; of a text its characters, which is about what it takes in memory. */
function sizeOf(data: EnginePacket['data']): number {
  if (data === undefined) return 0;
  return typeof data === 'string' ? data.length : data.byteLength;
}
