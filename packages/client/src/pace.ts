import type { ConnectionLimits } from '@switchboard/contract';
import { costOf } from './packet-size.ts';

/**
 * Of what the server takes in a second, as much as it takes at once: what may be sent at once, and what after that in each
 * second. Together they are no more than the limit, so that a network or a server that stalls for a second, and gets all that
 * was sent meanwhile at once, takes it still.
 */
const AT_ONCE = 0.2;
const PER_SECOND = 0.8;

/** How fast one connection may send, so that the server does not cut it as a flood. Without known limits there is no pace. */
export class Pace {
  #limits: ConnectionLimits | undefined;
  #tokens = 0;
  /** When the tokens were counted. */
  #at = 0;

  /** What the server announced; `undefined` where it announces nothing. Holds for the next connections, too. */
  set limits(limits: ConnectionLimits | undefined) {
    const isNew = this.#limits === undefined;
    this.#limits = limits;
    // Each namespace of a connection announces them, and they hold for all together.
    if (isNew) this.restart();
  }

  get limits(): ConnectionLimits | undefined {
    return this.#limits;
  }

  /** The next packets go over a new connection. */
  restart(): void {
    this.#tokens = this.#burst;
    this.#at = performance.now();
  }

  /** The milliseconds until a packet of this cost may be sent: 0 for now. */
  waitFor(cost: number): number {
    if (!this.#limits) return 0;
    const perMs = (this.#limits.maxPacketsPerSecond * PER_SECOND) / 1_000;
    const now = performance.now();
    this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#at) * perMs);
    this.#at = now;
    // One that counts for more than may be sent at once goes when all tokens are there.
    return Math.max(0, Math.min(cost, this.#burst) - this.#tokens) / perMs;
  }

  /** A packet of so many bytes leaves now. One beyond the limit has no longer pause after it than the limit. */
  spend(bytes: number): void {
    if (!this.#limits) return;
    const cost = costOf({ text: bytes, parts: [] }, this.#limits);
    this.#tokens = Math.max(-this.#limits.maxPacketsPerSecond, this.#tokens - cost);
  }

  get #burst(): number {
    return Math.max(1, (this.#limits?.maxPacketsPerSecond ?? 0) * AT_ONCE);
  }
}
