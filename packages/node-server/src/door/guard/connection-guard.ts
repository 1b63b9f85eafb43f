import type { CutReason } from '@switchboard/contract';
import type { ServerConfig } from '../../config/server-config.ts';

/** A packet on its way, in or out: not parsed yet beyond its first character, or encoded already. */
export interface EnginePacket {
  readonly type?: string;
  readonly data?: string | { readonly byteLength: number };
}

/** `maxBufferedBytes`: that may wait for a connection to read them. */
export type GuardLimits = Pick<ServerConfig, 'maxBufferedBytes' | 'maxPacketsPerSecond'>;

/** An incoming packet that is larger takes as long to parse as several. */
export const BYTES_PER_PACKET = 65_536;

/** What a packet or a pong that waits takes in memory beside its data, about: many small ones take more than their bytes. */
const OVERHEAD = 256;

/** Watches what one connection sends and does not read, and says when it exceeds a limit. */
export class ConnectionGuard {
  readonly #limits: GuardLimits;
  #held = 0;
  #handedOn = 0;
  /** The overhead of the pongs that were written since nothing waited below. */
  #pongs = 0;
  #isSlow = false;
  #tokens: number;
  #at: number = performance.now();

  constructor(limits: GuardLimits) {
    this.#limits = limits;
    this.#tokens = limits.maxPacketsPerSecond;
  }

  /** Bytes that Engine.IO holds back, with what they take beside. */
  get held(): number {
    return this.#held;
  }

  /** Whether it has sent as much again since it was found to be a flood. */
  get goesOn(): boolean {
    return this.#tokens < -this.#limits.maxPacketsPerSecond;
  }

  /**
   * Counts a packet of so many bytes that is to be written. A reader is slow when more than the limit waits for it, in
   * Engine.IO's own buffer and in those of ws and TLS. A packet may be written while those before it fit, so that a single
   * packet above the limit can be sent.
   */
  countOut(bytes: number, bufferedAmount: number): CutReason | undefined {
    const reason = this.#slowBy(bufferedAmount);
    this.#held += bytes + OVERHEAD;
    return reason;
  }

  /** Milliseconds since something came in last. */
  get silence(): number {
    return performance.now() - this.#at;
  }

  /** Bytes that Engine.IO handed on last. */
  get handedOn(): number {
    return this.#handedOn;
  }

  /** Engine.IO has handed on what it held back. */
  flushed(): void {
    this.#handedOn = this.#held;
    this.#held = 0;
  }

  /**
   * Counts a packet that came in, before it is parsed. A flood is more packets a second than the limit, or more than that at
   * once: a bucket of so many tokens, one for each 64 KiB or part of it. What came in one piece with the packet too many is dropped
   * with the connection. Engine.IO's own `error` is a packet that it cannot read.
   */
  countIn({ type, data }: EnginePacket, now: number): CutReason | undefined {
    if (type === 'error') return 'parse_error';
    return this.#take(Math.max(1, Math.ceil(sizeOf(data) / BYTES_PER_PACKET)), now);
  }

  /** Counts a frame below the packets, such as a ping, which takes a token too; ws answers it by itself. */
  countFrame(bufferedAmount: number, now: number): CutReason | undefined {
    this.#pongs = bufferedAmount === 0 ? 0 : this.#pongs + OVERHEAD;
    return this.#take(1, now) ?? this.#slowBy(bufferedAmount);
  }

  #take(tokens: number, now: number): CutReason | undefined {
    const { maxPacketsPerSecond: perSecond } = this.#limits;
    this.#tokens = Math.min(perSecond, this.#tokens + ((now - this.#at) * perSecond) / 1_000) - tokens;
    this.#at = now;
    return this.#tokens < 0 ? 'flood' : undefined;
  }

  #slowBy(bufferedAmount: number): CutReason | undefined {
    const waiting = this.#held + this.#pongs + bufferedAmount;
    if (this.#isSlow || waiting <= this.#limits.maxBufferedBytes) return undefined;
    this.#isSlow = true;
    return 'slow_reader';
  }
}

/** Bytes; of a text its characters, which is about what it takes in memory. */
export function sizeOf(data: EnginePacket['data']): number {
  if (data === undefined) return 0;
  return typeof data === 'string' ? data.length : data.byteLength;
}
