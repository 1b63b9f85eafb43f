/** One alternative, and what it took in each round. The project itself is `switchboard`. */
export interface Sample {
  readonly variant: string;
  readonly values: readonly number[];
  /** Whether it does less than the work of the others, and only shows how far down one could go: it is no rival. */
  readonly isReference?: boolean;
}

/** Several alternatives at the same work. Less is better. */
export interface Measure {
  readonly name: string;
  /** Of one value: `µs of CPU per call`. */
  readonly unit: string;
  /** The variant that the ratios are to; left out where values count by themselves. */
  readonly baseline?: string;
  /** What the median of `switchboard` may be at most: as a ratio if there is a baseline, otherwise as a value. */
  readonly target?: number;
  readonly samples: readonly Sample[];
}

export interface RunOptions {
  /** The alternatives take turns, this many times. */
  readonly rounds: number;
  /** A short look, not a figure to keep: less load, fewer repetitions. */
  readonly quick: boolean;
  /** Whether the peers of `bench/peers` take part where they can. */
  readonly peers: boolean;
}

/** A row of docs/performance.md. */
export interface Row {
  /** `P1` to `P14`. */
  readonly id: string;
  readonly title: string;
  run(options: RunOptions): Promise<readonly Measure[]>;
}
