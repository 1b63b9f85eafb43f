import { type Clock, inBackground } from '../lib/clock.ts';

/** One for each caller that was seen lately. */
const MAX_BUCKETS = 10_000;

/** A token bucket; below 0 it is in debt. */
export interface Bucket {
  tokens: number;
  /** When the tokens were counted. */
  at: number;
  /** When it got its place among the others, and whether it was asked for since. */
  placedAt: number;
  isAsked: boolean;
}

export interface BucketsOptions {
  /** The tokens of a full bucket, and the milliseconds in which an empty one is full again. */
  readonly count: number;
  readonly per: number;
  readonly clock: Clock;
  /** @default 10,000 */
  readonly most?: number | undefined;
  /** Full buckets are dropped now: nobody may hold one any more. */
  readonly beforeSweep?: () => void;
}

/**
 * Token buckets by a key, which are filled as time goes by. A bucket that is full again is as good as none and dropped; so is one
 * that was not asked for lately when there are too many.
 */
export class Buckets {
  readonly count: number;
  readonly per: number;
  readonly #clock: Clock;
  readonly #most: number;
  readonly #beforeSweep: (() => void) | undefined;
  readonly #buckets = new Map<string, Bucket>();
  #isSweeping = false;

  constructor({ count, per, clock, most = MAX_BUCKETS, beforeSweep }: BucketsOptions) {
    this.count = count;
    this.per = per;
    this.#clock = clock;
    this.#most = most;
    this.#beforeSweep = beforeSweep;
  }

  /** How many buckets are kept. */
  get size(): number {
    return this.#buckets.size;
  }

  /** The bucket of this key, with the tokens that it has now. It is good until the next one is asked for. */
  at(key: string, now: number): Bucket {
    const bucket = this.#buckets.get(key);
    if (!bucket) return this.#add(key, now);
    bucket.tokens = this.#tokensOf(bucket, now);
    bucket.at = now;
    bucket.isAsked = true;
    return bucket;
  }

  /** Milliseconds until a bucket with so few tokens has `wanted`, rounded up. */
  until(wanted: number, tokens: number): number {
    return Math.ceil(((wanted - tokens) * this.per) / this.count);
  }

  #tokensOf({ tokens, at }: Bucket, now: number): number {
    return Math.min(this.count, tokens + ((now - at) * this.count) / this.per);
  }

  #add(key: string, now: number): Bucket {
    if (this.#buckets.size >= this.#most) this.#dropOne(now);
    const bucket = { tokens: this.count, at: now, placedAt: now, isAsked: false };
    this.#buckets.set(key, bucket);
    if (!this.#isSweeping) this.#sweepLater();
    return bucket;
  }

  #sweepLater(): void {
    this.#isSweeping = true;
    inBackground(this.#clock.setTimeout(() => this.#sweep(), this.per));
  }

  /** Drops what is full by now, and looks at nothing that got its place since. */
  #sweep(): void {
    this.#isSweeping = false;
    this.#beforeSweep?.();
    const now = this.#clock.now();
    for (const [key, bucket] of this.#buckets) {
      if (bucket.placedAt > now - this.per) break;
      this.#buckets.delete(key);
      if (this.#tokensOf(bucket, now) < this.count) this.#place(key, bucket, now);
    }
    if (this.#buckets.size > 0) this.#sweepLater();
  }

  /** Those that were asked for since they got their place go to the end; the first other one is dropped. */
  #dropOne(now: number): void {
    for (const [key, bucket] of this.#buckets) {
      this.#buckets.delete(key);
      if (!bucket.isAsked) return;
      this.#place(key, bucket, now);
    }
  }

  #place(key: string, bucket: Bucket, now: number): void {
    bucket.placedAt = now;
    bucket.isAsked = false;
    this.#buckets.set(key, bucket);
  }
}
