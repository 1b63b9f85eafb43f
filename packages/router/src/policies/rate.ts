import { type EventError, parseRate, type Rate, refusal } from '@switchboard/contract';
import type { Clock } from '../lib/clock.ts';
import { type Bucket, Buckets } from './buckets.ts';
import type { Caller } from './caller.ts';

/** Whose bucket it is that has neither socket, identity nor address. */
const NOBODY = '';

export interface RateLimitOptions {
  readonly clock: Clock;
  /** Whether the event needs an identity. @default false */
  readonly needsIdentity?: boolean;
  /** How many callers of a kind are remembered. @default 10,000 */
  readonly most?: number;
}

/**
 * A token bucket for each socket and one for each identity; a call needs a token of both. A caller without an identity is counted
 * by address, over sockets and HTTP; by socket where no address is known; and callers that have neither share one bucket. An event
 * that needs no identity counts everybody by address: a login gives its caller another identity, which would have full buckets.
 */
export class RateLimit {
  readonly #rate: Rate;
  readonly #clock: Clock;
  readonly #needsIdentity: boolean;
  readonly #sockets: Buckets;
  readonly #users: Buckets;
  readonly #addresses: Buckets;

  constructor(rate: Rate, { clock, needsIdentity = false, most }: RateLimitOptions) {
    const options = { ...parseRate(rate), clock, most };
    this.#rate = rate;
    this.#clock = clock;
    this.#needsIdentity = needsIdentity;
    this.#sockets = new Buckets(options);
    this.#users = new Buckets(options);
    this.#addresses = new Buckets(options);
  }

  /** How many buckets are kept. */
  get size(): number {
    return this.#sockets.size + this.#users.size + this.#addresses.size;
  }

  /** The identity that the caller is counted by, if not by address. */
  identityOf({ user, address }: Caller): string | undefined {
    return this.#needsIdentity || address === undefined ? user : undefined;
  }

  /** Takes a token of the caller's, or gives TOO_MANY_REQUESTS that says when there will be one. */
  take(caller: Caller, now: number = this.#clock.now()): EventError | undefined {
    const { socket, address } = caller;
    const user = this.identityOf(caller);
    if (address !== undefined && user === undefined) {
      const bucket = this.#addresses.at(address, now);
      return this.#spend(bucket, bucket, ' from one address');
    }
    const first = socket === undefined ? undefined : this.#sockets.at(socket, now);
    const second = user === undefined ? undefined : this.#users.at(user, now);
    const one = first ?? second ?? this.#sockets.at(NOBODY, now);
    return this.#spend(one, second ?? one, '');
  }

  #spend(one: Bucket, other: Bucket, whose: string): EventError | undefined {
    const fewest = Math.min(one.tokens, other.tokens);
    if (fewest >= 1) {
      one.tokens -= 1;
      if (other !== one) other.tokens -= 1;
      return undefined;
    }
    const retryAfter = this.#sockets.until(1, fewest);
    const message = `Over ${this.#rate}${whose}: try again in ${retryAfter} ms.`;
    return refusal('TOO_MANY_REQUESTS', { message, retryAfter });
  }
}
