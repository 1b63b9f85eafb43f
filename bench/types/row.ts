import type { Measure, Row, Sample } from '../row.ts';
import { createGeneratedApp } from './generated-app.ts';
import { measurePeer, PEERS } from './peers.ts';
import { type TypeCheck, typeCheck } from './type-check.ts';

const EVENTS = 1_000;

/** A check takes long, of a peer above all, and says nearly the same each time. */
const MOST_ROUNDS = 3;

export const p7: Row = {
  id: 'P7',
  title: 'type-check of 1,000 events with their controllers and 200 client calls',
  run: async ({ rounds, quick, peers }) => {
    using app = createGeneratedApp(EVENTS);
    const checks = new Map<string, TypeCheck[]>();
    for (let round = 0; round < (quick ? 1 : Math.min(rounds, MOST_ROUNDS)); round++) {
      for (const variant of ['switchboard', ...(peers ? PEERS : [])]) {
        const check = variant === 'switchboard' ? await typeCheck(app.folder) : await measurePeer(variant);
        if (check) checks.set(variant, [...(checks.get(variant) ?? []), check]);
      }
    }
    const samples = (value: (check: TypeCheck) => number): Sample[] =>
      [...checks].map(([variant, all]) => ({ variant, values: all.map(value) }));
    return [
      { name: 'time', unit: 'ms', target: 2_000, samples: samples(({ ms }) => ms) },
      { name: 'memory', unit: 'MiB', target: 400, samples: samples(({ memoryKiB }) => memoryKiB / 1_024) },
      {
        name: 'instantiations',
        unit: 'instantiations',
        samples: samples(({ instantiations }) => instantiations),
      },
      ...alone(await typeCheck(app.folder, 'one')),
      ...(quick ? [] : [await growth()]),
    ];
  },
};

/** The compiler works in several threads, each of which infers again what it meets. */
function alone({ ms, memoryKiB }: TypeCheck): Measure[] {
  const samples = (value: number): Sample[] => [{ variant: 'switchboard', values: [value] }];
  return [
    { name: 'time, one thread', unit: 'ms', samples: samples(ms) },
    { name: 'memory, one thread', unit: 'MiB', samples: samples(memoryKiB / 1_024) },
  ];
}

/** What one more event costs, in a large contract and in a small one. */
async function growth(): Promise<Measure> {
  const perEvent = async (from: number, to: number): Promise<number> => {
    const [few, many] = [await instantiations(from), await instantiations(to)];
    return (many - few) / (to - from);
  };
  return {
    name: 'one more event, in a large contract to in a small one',
    unit: 'instantiations',
    baseline: '100 to 200 events',
    target: 1.1,
    samples: [
      { variant: '100 to 200 events', values: [await perEvent(100, 200)] },
      { variant: 'switchboard', values: [await perEvent(1_000, 3_000)] },
    ],
  };
}

/** As many calls at every size, so that they do not count as growth. */
async function instantiations(events: number): Promise<number> {
  using app = createGeneratedApp(events, 20);
  return (await typeCheck(app.folder, 'one')).instantiations;
}
