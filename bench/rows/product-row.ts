import { ECHO } from '../load/work.ts';
import { peers } from '../peers.ts';
import { createCertificate } from '../processes/certificate.ts';
import type { Contender } from '../processes/contender.ts';
import { BARE, product } from '../processes/variant.ts';
import { OURS } from '../report/judge.ts';
import type { Measure, Row, RunOptions } from '../row.ts';
import { startContenders } from './contenders.ts';
import { sampleInTurns } from './take-turns.ts';

const LOADS = [
  { connections: 20, inFlight: 8, target: 0.85 },
  { connections: 250, inFlight: 2, target: 1.15 },
];

/** Calls that one turn measures. */
const CALLS = 12_000;
const QUICK_CALLS = 3_000;

const QUIET = product({ name: 'switchboard, level warn', logLevel: 'warn' });

/** Tells the processor time of a validated call, with the log at its default level and at `warn`. */
export const productRow: Row = {
  id: 'P11',
  title: 'Calls of the server as it ships',
  run: async (options) => {
    await using certificate = await createCertificate();
    const which = [BARE, product(), QUIET, ...(options.peers ? await peers() : [])];
    await using contenders = await startContenders(which, { tls: certificate });
    const measures: Measure[] = [];
    let open = 0;
    for (const load of LOADS) {
      for (const contender of contenders.all) await contender.connect(load.connections - open);
      open = load.connections;
      measures.push(...(await measure(load, contenders.all, options)));
    }
    return measures;
  },
};

async function measure(
  { connections, inFlight, target }: (typeof LOADS)[number],
  contenders: readonly Contender[],
  { rounds, quick }: RunOptions,
): Promise<Measure[]> {
  const calls = quick ? QUICK_CALLS : CALLS;
  const samples = await sampleInTurns(contenders, rounds, (contender) =>
    contender.costOfCall(calls, inFlight, ECHO),
  );
  const name = `system:echo, ${connections} x ${inFlight} in flight`;
  const shared = { unit: 'µs of CPU per call', baseline: BARE.name };
  const withQuiet = samples.filter(({ variant }) => [BARE.name, QUIET.name].includes(variant));
  return [
    { ...shared, name, target, samples: samples.filter(({ variant }) => variant !== QUIET.name) },
    {
      ...shared,
      name: `${name}, level warn`,
      samples: withQuiet.map((sample) =>
        sample.variant === QUIET.name ? { ...sample, variant: OURS } : sample,
      ),
    },
  ];
}
