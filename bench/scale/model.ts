/** A cost that grows with connections in a line: `base + each * connections`. */
export interface Line {
  readonly base: number;
  readonly each: number;
}

export interface Sample {
  readonly connections: number;
  readonly value: number;
}

/** The line of least squares. A base below 0 is 0: nothing costs less than nothing. Throws a RangeError for fewer than two samples. */
export function fitLine(samples: readonly Sample[]): Line {
  if (samples.length < 2) throw new RangeError('A line needs two samples.');
  const mean = (read: (sample: Sample) => number): number =>
    samples.reduce((sum, sample) => sum + read(sample), 0) / samples.length;
  const [x, y] = [mean(({ connections }) => connections), mean(({ value }) => value)];
  const each =
    mean((sample) => (sample.connections - x) * (sample.value - y)) /
    mean(({ connections }) => (connections - x) ** 2);
  const base = y - each * x;
  if (base >= 0) return { base, each };
  const through = mean((sample) => sample.connections * sample.value);
  return { base: 0, each: through / mean(({ connections }) => connections ** 2) };
}

export function predict({ base, each }: Line, connections: number): number {
  return base + each * connections;
}

/** What was predicted for the largest size from all smaller ones. */
export interface Prediction {
  readonly line: Line;
  readonly connections: number;
  readonly predicted: number;
  readonly measured: number;
  /** Of the measured value; below 0 if too little was predicted. */
  readonly error: number;
}

/** Throws a RangeError for fewer than three samples. */
export function predictLargest(samples: readonly Sample[]): Prediction {
  const sorted = samples.toSorted((a, b) => a.connections - b.connections);
  const largest = sorted.at(-1);
  const line = fitLine(sorted.slice(0, -1));
  const { connections, value: measured } = largest as Sample;
  const predicted = predict(line, connections);
  return {
    line,
    connections,
    predicted,
    measured,
    error: predicted === measured ? 0 : predicted / measured - 1,
  };
}

/** A part of a setup that has an end. */
export interface Part {
  readonly name: string;
  readonly line: Line;
  readonly limit: number;
}

export interface PartEnd {
  readonly name: string;
  /** How many connections it bears, in whole ones. */
  readonly connections: number;
}

/** Where each part ends: the one that gives out first in front. */
export function endsOf(parts: readonly Part[]): PartEnd[] {
  return parts
    .map(({ name, line: { base, each }, limit }) => ({
      name,
      connections: each > 0 ? Math.max(0, Math.floor((limit - base) / each)) : Number.POSITIVE_INFINITY,
    }))
    .sort((a, b) => a.connections - b.connections);
}
