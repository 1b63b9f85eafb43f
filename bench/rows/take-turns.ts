import type { Contender } from '../processes/contender.ts';
import type { Sample } from '../row.ts';

/** Turns before the first that counts, in which the servers' code is compiled. */
const WARM_UPS = 2;

/**
 * Measures every contender once in each round, and each round begins with another one.
 */
export async function takeTurns(
  contenders: readonly Contender[],
  rounds: number,
  measure: (contender: Contender) => Promise<number>,
): Promise<Sample[]> {
  const values = new Map(contenders.map((contender): [Contender, number[]] => [contender, []]));
  for (let turn = 0; turn < WARM_UPS; turn++) for (const contender of contenders) await measure(contender);
  for (let round = 0; round < rounds; round++) {
    const start = round % contenders.length;
    for (const contender of [...contenders.slice(start), ...contenders.slice(0, start)])
      values.get(contender)?.push(await measure(contender));
  }
  return contenders.map((contender) => ({
    variant: contender.variant.name,
    values: values.get(contender) ?? [],
    ...(contender.variant.isReference && { isReference: true }),
  }));
}
