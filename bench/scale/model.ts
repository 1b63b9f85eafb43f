/** A cost that grows with connections: `base + each * connections ** power`. */
export interface Growth {
  readonly base: number;
  readonly each: number;
  /** Below 1 where work that comes together is done together: one write, one commit, one turn of the loop. */
  readonly power: number;
}

export interface Sample {
  readonly connections: number;
  readonly value: number;
}

/** For what each connection has of its own, as memory is. */
export const LINEAR: readonly number[] = [1];
/** For work, some of which comes together. It grows no faster than the crowd, as rooms do not grow. */
export const AT_MOST_LINEAR: readonly number[] = Array.from(
  { length: 15 },
  (_, step) => (30 + step * 5) / 100,
);

/** The growth whose relative errors are least. Throws a RangeError for fewer than two samples. */
export function fitGrowth(samples: readonly Sample[], powers: readonly number[]): Growth {
  if (samples.length < 2) throw new RangeError('A growth needs two samples.');
  const found = powers.map((power) => fitLine(samples, power));
  const [best] = found.toSorted((a, b) => errorOf(a, samples) - errorOf(b, samples));
  return best as Growth;
}

/** Least squares of relative errors. A base below 0 is 0: nothing costs less than nothing. */
function fitLine(samples: readonly Sample[], power: number): Growth {
  const sum = (read: (x: number, y: number) => number): number =>
    samples.reduce(
      (total, { connections, value }) => total + read(connections ** power, value) / value ** 2,
      0,
    );
  const [ones, x, y, xx, xy] = [
    sum(() => 1),
    sum((at) => at),
    sum((_at, value) => value),
    sum((at) => at ** 2),
    sum((at, value) => at * value),
  ];
  const each = (ones * xy - x * y) / (ones * xx - x * x);
  const base = (y - each * x) / ones;
  return base >= 0 ? { base, each, power } : { base: 0, each: xy / xx, power };
}

function errorOf(growth: Growth, samples: readonly Sample[]): number {
  return samples.reduce(
    (sum, { connections, value }) => sum + (predict(growth, connections) / value - 1) ** 2,
    0,
  );
}

export function predict({ base, each, power }: Growth, connections: number): number {
  return base + each * connections ** power;
}

/** What was predicted for one size from all others. */
export interface Prediction {
  readonly connections: number;
  readonly predicted: number;
  readonly measured: number;
  /** Of the measured value; below 0 if too little was predicted. */
  readonly error: number;
}

/** Leaves out the sample at this index, or from the end if it is below 0. Throws a RangeError for fewer than three samples. */
export function predictLeftOut(
  samples: readonly Sample[],
  index: number,
  powers: readonly number[],
): Prediction {
  const left = samples.at(index) as Sample;
  const growth = fitGrowth(
    samples.filter((sample) => sample !== left),
    powers,
  );
  const predicted = predict(growth, left.connections);
  return {
    connections: left.connections,
    predicted,
    measured: left.value,
    error: predicted / left.value - 1,
  };
}

/** A part of a setup that has an end. */
export interface Part {
  readonly name: string;
  /** In growing order, at least two. */
  readonly samples: readonly Sample[];
  readonly limit: number;
}

export interface PartEnd {
  readonly name: string;
  /** How many connections it bears. */
  readonly connections: number;
}

/** Where each part ends if every further connection costs what the last ones did: the one that gives out first in front. */
export function endsOf(parts: readonly Part[]): PartEnd[] {
  return parts
    .map(({ name, samples, limit }) => {
      const [before, last] = samples.slice(-2) as [Sample, Sample];
      const each = (last.value - before.value) / (last.connections - before.connections);
      return {
        name,
        connections:
          each > 0
            ? Math.max(0, Math.floor(last.connections + (limit - last.value) / each))
            : Number.POSITIVE_INFINITY,
      };
    })
    .toSorted((a, b) => a.connections - b.connections);
}
