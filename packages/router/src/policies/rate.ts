import { EventError, parseRate, type Rate } from '@switchboard/contract';
import { type Clock, inBackground } from '../clock.ts';
import type { Caller } from './caller.ts';

/** One for each caller that was seen lately. */
const MAX_BUCKETS = 10_000;

interface Bucket {
  tokens: number;
  at: number;
}

/**
 * A token bucket for each socket and one for each identity; callers with neither share one. A call needs a token of
 * both. A bucket that is full again is as good as none and dropped; so is the one that was not asked for the longest
 * when there are too many.
 */
export class RateLimit {
  readonly #rate: Rate;
  readonly #count: number;
  readonly #per: number;
  readonly #clock: Clock;
  readonly #maxBuckets: number;
  /** In the order of use. */
  readonly #buckets = new Map<string, Bucket>();
  #isSweeping = false;

  constructor(rate: Rate, clock: Clock, maxBuckets: number = MAX_BUCKETS) {
    const { count, per } = parseRate(rate);
    this.#rate = rate;
    this.#count = count;
    this.#per = per;
    this.#clock = clock;
    this.#maxBuckets = maxBuckets;
  }

  /** How many buckets are kept. */
  get size(): number {
    return this.#buckets.size;
  }

  /** Takes a token of the caller's, or throws TOO_MANY_REQUESTS that says when there will be one. */
  take({ socket, user }: Caller): void {
    const asked = [socket, user].filter((key) => key !== undefined).map((key) => this.#refill(key));
    if (asked.length === 0) asked.push(this.#refill(''));
    const fewest = Math.min(...asked.map(({ tokens }) => tokens));
    if (fewest < 1) {
      const retryAfter = Math.ceil(((1 - fewest) * this.#per) / this.#count);
      throw new EventError('TOO_MANY_REQUESTS', {
        message: `Over ${this.#rate}: try again in ${retryAfter} ms.`,
        retryAfter,
      });
    }
    for (const bucket of asked) bucket.tokens -= 1;
  }

  #refill(key: string): Bucket {
    const now = this.#clock.now();
    const bucket = this.#buckets.get(key) ?? { tokens: this.#count, at: now };
    bucket.tokens = Math.min(this.#count, bucket.tokens + ((now - bucket.at) * this.#count) / this.#per);
    bucket.at = now;
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    if (this.#buckets.size > this.#maxBuckets)
      this.#buckets.delete(this.#buckets.keys().next().value as string);
    if (!this.#isSweeping) this.#sweepLater();
    return bucket;
  }

  #sweepLater(): void {
    this.#isSweeping = true;
    inBackground(this.#clock.setTimeout(() => this.#sweep(), this.#per));
  }

  #sweep(): void {
    this.#isSweeping = false;
    const fullSince = this.#clock.now() - this.#per;
    for (const [key, { at }] of this.#buckets) {
      if (at > fullSince) break;
      this.#buckets.delete(key);
    }
    if (this.#buckets.size > 0) this.#sweepLater();
  }
}
