import { EventError, parseRate, type Rate } from '@switchboard/contract';
import type { Clock } from '../clock.ts';
import type { Caller } from './caller.ts';

/** One for each caller that was seen lately. */
const MAX_BUCKETS = 10_000;

interface Bucket {
  tokens: number;
  at: number;
}

/** Takes a token of the caller's, or throws TOO_MANY_REQUESTS that says when there will be one. */
export type RateGuard = (caller: Caller) => void;

/**
 * A token bucket for each socket and one for each identity; callers with neither share one. A call needs a token of
 * both. The bucket that was not asked for the longest is dropped when there are too many.
 */
export function createRateGuard(rate: Rate, clock: Clock, maxBuckets: number = MAX_BUCKETS): RateGuard {
  const { count, per } = parseRate(rate);
  const buckets = new Map<string, Bucket>();

  const refill = (key: string): Bucket => {
    const now = clock.now();
    const bucket = buckets.get(key) ?? { tokens: count, at: now };
    bucket.tokens = Math.min(count, bucket.tokens + ((now - bucket.at) * count) / per);
    bucket.at = now;
    buckets.delete(key); // Set anew, so that the map stays in the order of use.
    buckets.set(key, bucket);
    if (buckets.size > maxBuckets) buckets.delete(buckets.keys().next().value as string);
    return bucket;
  };

  return ({ socket, user }) => {
    const asked = [socket, user].filter((key) => key !== undefined).map(refill);
    if (asked.length === 0) asked.push(refill(''));
    const fewest = Math.min(...asked.map(({ tokens }) => tokens));
    if (fewest < 1) {
      const retryAfter = Math.ceil(((1 - fewest) * per) / count);
      throw new EventError('TOO_MANY_REQUESTS', {
        message: `Over ${rate}: try again in ${retryAfter} ms.`,
        retryAfter,
      });
    }
    for (const bucket of asked) bucket.tokens -= 1;
  };
}
