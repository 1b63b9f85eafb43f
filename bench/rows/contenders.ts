import { peers } from '../peers.ts';
import { Contender } from '../processes/contender.ts';
import type { ServerSettings } from '../processes/measured-server.ts';
import { BARE, PARTS, type Variant } from '../processes/variant.ts';
import type { RunOptions } from '../row.ts';

/** Who takes part in a measure: the baseline, Switchboard, and the peers if they are asked for. */
export async function variants(options: RunOptions): Promise<Variant[]> {
  return [BARE, PARTS, ...(options.peers ? await peers() : [])];
}

/** Contenders that end together. */
export interface Contenders extends AsyncDisposable {
  readonly all: readonly Contender[];
}

/** Starts a server and a load for each. */
export async function startContenders(
  which: readonly Variant[],
  settings: ServerSettings = {},
): Promise<Contenders> {
  const all: Contender[] = [];
  const end = async (): Promise<void> => {
    await Promise.all(all.map((contender) => contender[Symbol.asyncDispose]()));
  };
  try {
    for (const variant of which) all.push(await Contender.start(variant, settings));
  } catch (error) {
    await end();
    throw error;
  }
  return { all, [Symbol.asyncDispose]: end };
}
