import { MESSAGE, ORDER, type WorkName } from '../load/work.ts';
import { createCertificate } from '../processes/certificate.ts';
import type { ServerSettings } from '../processes/measured-server.ts';
import { BARE } from '../processes/variant.ts';
import type { Measure, Row, RunOptions } from '../row.ts';
import { startContenders, variants } from './contenders.ts';
import { sampleInTurns } from './take-turns.ts';

export interface CallsRow {
  readonly id: string;
  readonly title: string;
  /** @default false */
  readonly tls?: boolean;
  readonly connections: number;
  /** Calls that each connection has open at a time. */
  readonly inFlight: number;
  readonly target: number;
}

/** Calls that one turn measures. */
const CALLS = 12_000;
const QUICK_CALLS = 3_000;

/** A row that tells the processor time of one acknowledged call. */
export function callsRow(row: CallsRow): Row {
  return {
    id: row.id,
    title: row.title,
    run: async (options) => {
      if (!row.tls) return measure(row, options);
      await using certificate = await createCertificate();
      return await measure(row, options, { tls: certificate });
    },
  };
}

/** A message, for which the target is, and an order, which takes longer to check. */
async function measure(
  { connections, inFlight, target, tls }: CallsRow,
  options: RunOptions,
  settings: ServerSettings = {},
): Promise<Measure[]> {
  await using contenders = await startContenders(await variants(options), settings);
  for (const contender of contenders.all) await contender.connect(connections);
  const calls = options.quick ? QUICK_CALLS : CALLS;
  const measureWork = async (name: string, work: WorkName): Promise<Measure> => ({
    name: `parts: ${name}, ${connections} x ${inFlight} in flight${tls ? ', TLS' : ''}`,
    unit: 'µs of CPU per call',
    baseline: BARE.name,
    samples: await sampleInTurns(contenders.all, options.rounds, (contender) =>
      contender.costOfCall(calls, inFlight, work),
    ),
  });
  const message = await measureWork('a message', MESSAGE);
  return [{ ...message, target }, await measureWork('an order', ORDER)];
}
