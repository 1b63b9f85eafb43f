/** Buckets for each doubling of the latency: a percentile is at most 4.5 % too high. */
export const PER_DOUBLING = 16;

/** Milliseconds; what is faster falls into the first bucket. */
const LEAST = 0.05;
/** The last bucket begins at some three minutes, where every call has timed out. */
const BUCKETS = 22 * PER_DOUBLING;

/** Latencies in buckets that grow with the latency: any number of them takes the same little room. */
export class LatencyHistogram {
  readonly counts: Uint32Array = new Uint32Array(BUCKETS);
  #total = 0;
  #max = 0;

  get total(): number {
    return this.#total;
  }

  /** The longest, exactly; 0 without any. */
  get max(): number {
    return this.#max;
  }

  add(latency: number): void {
    const bucket = bucketOf(latency);
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
    this.#total += 1;
    this.#max = Math.max(this.#max, latency);
  }

  merge(other: LatencyHistogram): void {
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      this.counts[bucket] = (this.counts[bucket] ?? 0) + (other.counts[bucket] ?? 0);
    }
    this.#total += other.total;
    this.#max = Math.max(this.#max, other.max);
  }

  /** The latency that a share of all do not exceed, 0.95 for one; `undefined` without any. */
  percentile(share: number): number | undefined {
    if (this.#total === 0) return undefined;
    const rank = Math.max(1, Math.ceil(share * this.#total));
    let seen = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      seen += this.counts[bucket] ?? 0;
      if (seen >= rank) return Math.min(this.#max, upperBound(bucket));
    }
    return this.#max;
  }
}

function bucketOf(latency: number): number {
  if (!(latency > LEAST)) return 0;
  return Math.min(BUCKETS - 1, Math.ceil(Math.log2(latency / LEAST) * PER_DOUBLING));
}

/** The longest latency that falls into a bucket, in milliseconds; the number may lie between two buckets. */
export function upperBound(bucket: number): number {
  return LEAST * 2 ** (bucket / PER_DOUBLING);
}
