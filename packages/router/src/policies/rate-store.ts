import type { Clock } from '../lib/clock.ts';
import { safely } from '../lib/safely.ts';

/** A token bucket that several servers share: it begins full, with `count`, and refills in `per` milliseconds. */
export interface RateBucket {
  readonly key: string;
  readonly count: number;
  readonly per: number;
}

/** How many tokens were taken and, if none, the milliseconds until there is one. */
export interface TakenTokens {
  readonly tokens: number;
  readonly retryAfter: number;
}

/** Where several servers keep the buckets of identities. A call waits for it, so it must fail soon if it fails. */
export interface RateStore {
  /** Takes as many tokens as there are, at most `wanted`, in one step. */
  take(bucket: RateBucket, wanted: number): Promise<TakenTokens>;
}

/** A RateStore that gives `undefined` while it fails. */
export interface FallibleRateStore {
  take(bucket: RateBucket, wanted: number): Promise<TakenTokens | undefined>;
}

/** Milliseconds that a store which failed is left alone. */
const REST = 1_000;

/** Calls the observer once for each outage, and does not let calls wait for a store that has just failed. */
export function withRests(
  store: RateStore,
  clock: Clock,
  onRateStoreFailed: (error: unknown) => unknown,
): FallibleRateStore {
  let isDown = false;
  let restsUntil = Number.NEGATIVE_INFINITY;
  return {
    take: async (bucket, wanted) => {
      if (clock.now() < restsUntil) return undefined;
      try {
        const taken = await store.take(bucket, wanted);
        isDown = false;
        return taken;
      } catch (error) {
        restsUntil = clock.now() + REST;
        if (!isDown) safely('onRateStoreFailed', onRateStoreFailed, error);
        isDown = true;
        return undefined;
      }
    },
  };
}
