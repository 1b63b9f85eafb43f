import { type EventError, parseRate, type Rate, refusal } from '@switchboard/contract';
import { type Clock, inBackground } from '../lib/clock.ts';
import type { Caller } from './caller.ts';

/** One for each socket that was seen lately, one for each identity, and one for each address of strangers. */
const MAX_BUCKETS = 10_000;

/** Whose bucket it is that has neither socket, identity nor address. */
const NOBODY = '';

interface Bucket {
  tokens: number;
  at: number;
  /** When it got its place among the others, and whether it was asked for since. */
  placedAt: number;
  isAsked: boolean;
}

/**
 * A token bucket for each socket and one for each identity; a call needs a token of both. Who has no identity is counted by
 * address, as far as it is known, over sockets and HTTP: otherwise by socket, and callers without one share a bucket. A bucket that is full again is as good as none and dropped; so is one that was not asked for lately when there
 * are too many.
 */
export class RateLimit {
  readonly #rate: Rate;
  readonly #count: number;
  readonly #per: number;
  readonly #clock: Clock;
  readonly #maxBuckets: number;
  readonly #sockets = new Map<string, Bucket>();
  readonly #users = new Map<string, Bucket>();
  readonly #addresses = new Map<string, Bucket>();
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
    return this.#sockets.size + this.#users.size + this.#addresses.size;
  }

  /** Takes a token of the caller's, or gives TOO_MANY_REQUESTS that says when there will be one. */
  take({ socket, user, address }: Caller, now: number = this.#clock.now()): EventError | undefined {
    if (user === undefined && address !== undefined)
      return this.#spend(this.#refill(this.#addresses, address, now));
    const first = socket === undefined ? undefined : this.#refill(this.#sockets, socket, now);
    const second = user === undefined ? undefined : this.#refill(this.#users, user, now);
    const one = first ?? second ?? this.#refill(this.#sockets, NOBODY, now);
    return this.#spend(one, second);
  }

  #spend(one: Bucket, other: Bucket = one): EventError | undefined {
    const fewest = Math.min(one.tokens, other.tokens);
    if (fewest < 1) return this.#refusal(fewest);
    one.tokens -= 1;
    if (other !== one) other.tokens -= 1;
    return undefined;
  }

  #refusal(tokens: number): EventError {
    const retryAfter = Math.ceil(((1 - tokens) * this.#per) / this.#count);
    return refusal('TOO_MANY_REQUESTS', {
      message: `Over ${this.#rate}: try again in ${retryAfter} ms.`,
      retryAfter,
    });
  }

  #refill(buckets: Map<string, Bucket>, key: string, now: number): Bucket {
    const bucket = buckets.get(key);
    if (!bucket) return this.#add(buckets, key, now);
    bucket.tokens = Math.min(this.#count, bucket.tokens + ((now - bucket.at) * this.#count) / this.#per);
    bucket.at = now;
    bucket.isAsked = true;
    return bucket;
  }

  #add(buckets: Map<string, Bucket>, key: string, now: number): Bucket {
    if (buckets.size >= this.#maxBuckets) dropOne(buckets, now);
    const bucket = { tokens: this.#count, at: now, placedAt: now, isAsked: false };
    buckets.set(key, bucket);
    if (!this.#isSweeping) this.#sweepLater();
    return bucket;
  }

  #sweepLater(): void {
    this.#isSweeping = true;
    inBackground(this.#clock.setTimeout(() => this.#sweep(), this.#per));
  }

  /** Drops what is full by now, and looks at nothing that got its place since. */
  #sweep(): void {
    this.#isSweeping = false;
    const now = this.#clock.now();
    const fullSince = now - this.#per;
    for (const buckets of [this.#sockets, this.#users, this.#addresses]) {
      for (const [key, bucket] of buckets) {
        if (bucket.placedAt > fullSince) break;
        buckets.delete(key);
        if (bucket.at > fullSince) place(buckets, key, bucket, now);
      }
    }
    if (this.size > 0) this.#sweepLater();
  }
}

/** Those that were asked for since they got their place go to the end; the first other one is dropped. */
function dropOne(buckets: Map<string, Bucket>, now: number): void {
  for (const [key, bucket] of buckets) {
    buckets.delete(key);
    if (!bucket.isAsked) return;
    place(buckets, key, bucket, now);
  }
}

function place(buckets: Map<string, Bucket>, key: string, bucket: Bucket, now: number): void {
  bucket.placedAt = now;
  bucket.isAsked = false;
  buckets.set(key, bucket);
}
