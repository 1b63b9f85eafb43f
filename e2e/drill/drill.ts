import { constants, setPriority } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { startServer } from '../fuzz/server-process.ts';
import type { Attack } from './attack.ts';
import type { Cost } from './attacker.ts';
import { startAttacker } from './attacker-process.ts';
import { readCounts } from './counts.ts';
import { type Felt, meetStranger } from './stranger.ts';

/** The server that is attacked: as it ships, with little memory. */
export const NODE_OPTIONS = ['--max-old-space-size=256'];

/** What came of an attack. */
export interface Result {
  readonly attack: Attack;
  readonly death: string | undefined;
  readonly cost: Cost;
  readonly alone: Felt;
  readonly felt: Felt;
  /** Bytes in use before the attack and some time after, without garbage; at most, as the system sees the process. */
  readonly memory: { readonly before: number; readonly most: number; readonly after: number };
  readonly counts: ReadonlyMap<string, number>;
}

export interface DrillOptions {
  readonly seconds: number;
  /** Seconds from the end of the attack until memory must be back. */
  readonly rest: number;
}

/** Starts a server for the attack alone, and a stranger beside it. */
export async function drill(attack: Attack, { seconds, rest }: DrillOptions): Promise<Result> {
  const server = await startServer({ env: { DRAIN_SECONDS: '1' }, nodeOptions: NODE_OPTIONS });
  const { port } = new URL(server.url);
  try {
    const stranger = await meetStranger(port);
    // The first calls of a process are slow.
    await stranger.feel(delay(1_000));
    const alone = await stranger.feel(delay(Math.min(seconds / 2, 10) * 1_000));
    const before = await server.memory();
    const attacker = await startAttacker(port);
    // On a machine with few cores the server is to be measured, not who gets the core.
    setPriority(attacker.pid, constants.priority.PRIORITY_LOW);
    attacker.begin(attack.name);
    const felt = await stranger.feel(Promise.race([delay(seconds * 1_000), server.ended]));
    const cost = await attacker.end();
    attacker.stop();
    const isAlive = server.death === undefined;
    const counts = isAlive ? await readCounts(server.url) : new Map<string, number>();
    const most = isAlive ? await server.peak() : Number.NaN;
    if (isAlive) await delay(rest * 1_000);
    const after = server.death === undefined ? await server.memory() : Number.NaN;
    stranger.leave();
    return { attack, death: server.death, cost, alone, felt, memory: { before, most, after }, counts };
  } finally {
    await server.stop();
  }
}
