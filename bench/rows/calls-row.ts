import { BARE } from '../processes/variant.ts';
import type { Row } from '../row.ts';
import { startContenders, variants } from './contenders.ts';
import { takeTurns } from './take-turns.ts';

export interface CallsRow {
  readonly id: string;
  readonly title: string;
  readonly connections: number;
  /** Calls that each connection has open at a time. */
  readonly inFlight: number;
  readonly target: number;
}

const CALLS = 30_000;
const QUICK_CALLS = 6_000;

/** A row that tells the processor time of one acknowledged call. */
export function callsRow({ id, title, connections, inFlight, target }: CallsRow): Row {
  return {
    id,
    title,
    run: async (options) => {
      await using contenders = await startContenders(await variants(options));
      for (const contender of contenders.all) await contender.connect(connections);
      const calls = options.quick ? QUICK_CALLS : CALLS;
      const samples = await takeTurns(contenders.all, options.rounds, (contender) =>
        contender.costOfCall(calls, inFlight),
      );
      const name = `${connections} connections x ${inFlight} in flight`;
      return [{ name, unit: 'µs of CPU per call', baseline: BARE.name, target, samples }];
    },
  };
}
