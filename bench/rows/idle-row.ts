import { BARE, PARTS, type Variant } from '../processes/variant.ts';
import type { Row, RunOptions, Sample } from '../row.ts';
import { variants } from './contenders.ts';
import { heapOfConnection } from './heap-of-connection.ts';

const EVENTS = 200;
const TARGET = 1.05;

const CONNECTIONS = 1_000;
const QUICK_CONNECTIONS = 300;

/** A heap is steadier than a time: more rounds say nothing more. */
const MOST_ROUNDS = 3;

const ONE_LISTENER: Variant = { ...BARE, name: `${BARE.name}, 1 listener`, events: 1 };
const ALL_LISTENERS: Variant = { ...BARE, name: `${BARE.name}, ${EVENTS} listeners`, events: EVENTS };

/** Tells how much of the server's heap one idle connection takes while many events are declared. */
export const idleRow: Row = {
  id: 'P5',
  title: 'Parts: idle connections',
  run: async (options) => {
    const peers = (await variants(options)).filter((variant) => variant !== BARE && variant !== PARTS);
    const samples = await heaps([ONE_LISTENER, PARTS, ALL_LISTENERS, ...peers], options);
    return [
      {
        name: `parts: ${EVENTS} declared events`,
        unit: 'KiB of heap per idle connection',
        baseline: ONE_LISTENER.name,
        target: TARGET,
        samples,
      },
    ];
  },
};

/** Processes of their own for each value: a heap remembers. */
async function heaps(which: readonly Variant[], { rounds, quick }: RunOptions): Promise<Sample[]> {
  const connections = quick ? QUICK_CONNECTIONS : CONNECTIONS;
  const values = which.map((): number[] => []);
  for (let round = 0; round < Math.min(rounds, MOST_ROUNDS); round++)
    for (const [index, variant] of which.entries())
      values[index]?.push(await heapOfConnection(variant, { events: EVENTS, connections }));
  return which.map(({ name, isReference }, index) => ({
    variant: name,
    values: values[index] ?? [],
    ...(isReference && { isReference }),
  }));
}
