import type { Contender } from '../processes/contender.ts';
import { BARE } from '../processes/variant.ts';
import type { Measure, Row, RunOptions } from '../row.ts';
import { startContenders, variants } from './contenders.ts';
import { sampleInTurns } from './take-turns.ts';

const RECEIVERS = [1, 10, 100, 1_000];

/** Events of one burst. */
const COUNT = 10;

/** Events that one turn delivers, about; and the fewest bursts of a turn. */
const DELIVERIES = 20_000;
const QUICK_DELIVERIES = 5_000;
const FEWEST = 3;

const TARGET = 0.6;

/** Tells the processor time of one event delivered to one receiver, by the number of receivers. */
export const broadcastRow: Row = {
  id: 'P4',
  title: 'Parts: broadcasts',
  run: async (options) => {
    await using contenders = await startContenders(await variants(options));
    const measures: Measure[] = [];
    for (const receivers of RECEIVERS) {
      const samples = await sampleInTurns(
        contenders.all,
        options.rounds,
        await turnOf(contenders.all, receivers, options),
      );
      measures.push({
        name: `parts: to ${receivers}, bursts of ${COUNT}`,
        unit: 'µs of CPU per delivery',
        baseline: BARE.name,
        target: TARGET,
        samples,
      });
    }
    return measures;
  },
};

/** Connects everyone, and returns what measures one of them. */
async function turnOf(
  all: readonly Contender[],
  receivers: number,
  { quick }: RunOptions,
): Promise<(contender: Contender) => Promise<number>> {
  for (const contender of all) {
    await contender.disconnect();
    await contender.connect(receivers);
  }
  const deliveries = quick ? QUICK_DELIVERIES : DELIVERIES;
  const bursts = Math.max(FEWEST, Math.ceil(deliveries / (receivers * COUNT)));
  return (contender) => contender.costOfDelivery(bursts, COUNT);
}
