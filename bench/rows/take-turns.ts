import type { Contender } from '../processes/contender.ts';
import type { Variant } from '../processes/variant.ts';
import type { Sample } from '../row.ts';

/** Turns before the first that counts, in which the servers' code is compiled. */
const WARM_UPS = 2;

/** What one contender gave in each round. */
export interface Turns<T> {
  readonly variant: Variant;
  readonly values: readonly T[];
}

/** Measures every contender once in each round, and each round begins with another one. */
export async function takeTurns<T>(
  contenders: readonly Contender[],
  rounds: number,
  measure: (contender: Contender) => Promise<T>,
): Promise<Turns<T>[]> {
  const values = new Map(contenders.map((contender): [Contender, T[]] => [contender, []]));
  for (let turn = 0; turn < WARM_UPS; turn++) for (const contender of contenders) await measure(contender);
  for (let round = 0; round < rounds; round++) {
    const start = round % contenders.length;
    for (const contender of [...contenders.slice(start), ...contenders.slice(0, start)])
      values.get(contender)?.push(await measure(contender));
  }
  return contenders.map((contender) => ({
    variant: contender.variant,
    values: values.get(contender) ?? [],
  }));
}

/** One figure of what was measured. */
export function toSamples<T>(turns: readonly Turns<T>[], figure: (value: T) => number): Sample[] {
  return turns.map(({ variant: { name, isReference }, values }) => ({
    variant: name,
    values: values.map(figure),
    ...(isReference && { isReference }),
  }));
}

/** The same, for a measure of one figure. */
export async function sampleInTurns(
  contenders: readonly Contender[],
  rounds: number,
  measure: (contender: Contender) => Promise<number>,
): Promise<Sample[]> {
  return toSamples(await takeTurns(contenders, rounds, measure), (value) => value);
}
