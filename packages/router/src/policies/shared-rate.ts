import { parseRate, type Rate, refusal } from '@switchboard/contract';
import type { Clock } from '../lib/clock.ts';
import type { FallibleRateStore, RateBucket } from './rate-store.ts';

/** Identities that may have tokens here at a time; for more of them each token is fetched alone, so that none is lost. */
const MAX_LEASES = 10_000;

/** How many leases that are over are dropped with each new one, so that there are never many. */
const DROPPED_AT_ONCE = 2;

/** This part of a bucket is fetched at a time. */
const BATCH = 1 / 20;

interface Lease {
  tokens: number;
  /** When tokens that were not spent are void: the bucket has them again. */
  until: number;
  /** Before that, the bucket was seen to be empty. */
  emptyUntil: number;
  /** The last of those who wait, in order. */
  last: Promise<void> | undefined;
}

export interface SharedRateOptions {
  readonly event: string;
  readonly rate: Rate;
  readonly store: FallibleRateStore;
  readonly clock: Clock;
}

/**
 * The rate of an identity over several servers, each of which fetches a few tokens of the shared bucket at a time. While
 * the store fails every call gets through: the server's own RateLimit has seen it already.
 */
export class SharedRate {
  readonly #options: SharedRateOptions;
  readonly #count: number;
  readonly #per: number;
  readonly #batch: number;
  /** Of identities that have tokens here, wait for some, or are refused. In the order in which they fetched last. */
  readonly #leases = new Map<string, Lease>();

  constructor(options: SharedRateOptions) {
    const { count, per } = parseRate(options.rate);
    this.#options = options;
    this.#count = count;
    this.#per = per;
    this.#batch = Math.max(1, Math.floor(count * BATCH));
  }

  /**
   * Takes a token of the identity's, or throws TOO_MANY_REQUESTS that says when there will be one. A promise comes back
   * only if the store has to be asked; callers of one identity get through in the order in which they came.
   */
  take(user: string): Promise<void> | undefined {
    const lease = this.#leaseOf(user);
    if (!lease.last && this.#spend(lease)) return undefined;
    const turn = (lease.last ?? Promise.resolve()).catch(() => {}).then(() => this.#fetch(user, lease));
    lease.last = turn;
    const done = (): void => {
      if (lease.last !== turn) return;
      lease.last = undefined;
      if (this.#isOver(lease)) this.#leases.delete(user);
    };
    turn.then(done, done);
    return turn;
  }

  async #fetch(user: string, lease: Lease): Promise<void> {
    if (this.#spend(lease)) return;
    const { event, store, clock } = this.#options;
    const bucket: RateBucket = {
      key: JSON.stringify([event, `user:${user}`]),
      count: this.#count,
      per: this.#per,
    };
    const taken = await store.take(bucket, this.#leases.size > MAX_LEASES ? 1 : this.#batch);
    if (!taken) return;
    this.#leases.delete(user);
    this.#leases.set(user, lease);
    const { tokens, retryAfter } = taken;
    if (tokens === 0) {
      lease.emptyUntil = clock.now() + retryAfter;
      this.#refuse(retryAfter);
    }
    lease.tokens = tokens - 1;
    lease.until = clock.now() + (tokens * this.#per) / this.#count;
  }

  /** Spends a token that is there; `false` if there is none. */
  #spend(lease: Lease): boolean {
    const now = this.#options.clock.now();
    if (now < lease.emptyUntil) this.#refuse(Math.ceil(lease.emptyUntil - now));
    if (lease.tokens < 1 || now >= lease.until) return false;
    lease.tokens -= 1;
    return true;
  }

  /** Whether nothing is lost with it. */
  #isOver({ tokens, until, emptyUntil, last }: Lease): boolean {
    const now = this.#options.clock.now();
    return !last && (tokens < 1 || until <= now) && emptyUntil <= now;
  }

  #refuse(retryAfter: number): never {
    const message = `Over ${this.#options.rate}: try again in ${retryAfter} ms.`;
    throw refusal('TOO_MANY_REQUESTS', { message, retryAfter });
  }

  #leaseOf(user: string): Lease {
    const known = this.#leases.get(user);
    if (known) return known;
    let dropped = 0;
    for (const [oldest, old] of this.#leases) {
      if (dropped === DROPPED_AT_ONCE || !this.#isOver(old)) break;
      this.#leases.delete(oldest);
      dropped += 1;
    }
    const lease: Lease = { tokens: 0, until: 0, emptyUntil: 0, last: undefined };
    this.#leases.set(user, lease);
    return lease;
  }
}
