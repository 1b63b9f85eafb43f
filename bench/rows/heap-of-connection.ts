import { setTimeout as delay } from 'node:timers/promises';
import { Contender } from '../processes/contender.ts';
import type { Variant } from '../processes/variant.ts';

/** Connections before the first that is measured: what they load stays loaded. */
const WARM_UP = 200;

/** Milliseconds in which what a handshake holds goes away. */
const REST = 1_000;

/** KiB of the server's heap that each connection adds, in a process of its own: a heap remembers. */
export async function heapOfConnection(
  variant: Variant,
  { events, connections }: { readonly events: number; readonly connections: number },
): Promise<number> {
  await using contender = await Contender.start(variant, { events });
  await contender.connect(Math.min(WARM_UP, connections));
  await delay(REST);
  const before = await contender.heap();
  await contender.connect(connections);
  await delay(REST);
  return ((await contender.heap()) - before) / connections / 1_024;
}
