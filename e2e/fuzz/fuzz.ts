import { setTimeout as delay } from 'node:timers/promises';
import { watchAsBystander } from './bystander.ts';
import { rawRequests } from './corpus/raw-requests.ts';
import { readable } from './frame.ts';
import { playScript } from './play-script.ts';
import { createScript } from './script.ts';
import { sendRawRequest } from './send-raw-request.ts';
import type { ServerProcess } from './server-process.ts';
import { Tally } from './tally.ts';

export interface FuzzOptions {
  /** Seed of the first script; the next ones count up from it. */
  readonly seed: number;
  /** Scripts that are played at the same time. */
  readonly connections: number;
  /** Breaks off the scripts that are being played. */
  readonly signal?: AbortSignal;
  /** Asked before each script. */
  readonly isOver: (scripts: number) => boolean;
}

/** Of each connection, those that are kept when the server dies: more than one burst. */
const LAST_FRAMES = 60;

/** Milliseconds that a server takes to end after it stopped answering. */
const DYING = 5_000;

/** Raw requests wait for silence, so most scripts go without. */
const SCRIPTS_PER_REQUEST = 4;

/** Plays scripts and raw requests against the server, with a polite client beside them, and reports what came of it. */
export async function fuzz(
  server: ServerProcess,
  { seed, connections, isOver, signal }: FuzzOptions,
): Promise<Tally> {
  const tally = new Tally();
  const isAlive = (): boolean => server.death === undefined;
  const goesOn = (): boolean => isAlive() && !signal?.aborted;
  const bystander = watchAsBystander(server.url, tally);
  const playing = new Set<number>();
  let next = seed;
  const work = async (): Promise<void> => {
    while (goesOn() && !isOver(next - seed)) {
      const own = next;
      next += 1;
      playing.add(own);
      await playScript(createScript(own), server.url, tally, goesOn);
      const raw = rawRequests[own % (rawRequests.length * SCRIPTS_PER_REQUEST)];
      if (raw && goesOn()) {
        tally.requests += 1;
        await sendRawRequest(raw, server.url);
      }
      // What was being played when the server died is needed to tell why.
      if (!isAlive()) return;
      playing.delete(own);
      tally.sent.delete(own);
    }
  };
  const working = await Promise.allSettled(Array.from({ length: connections }, work));
  const broken = working.find((one) => one.status === 'rejected');
  // A dying server turns connections away before its end is reported.
  if (broken) await Promise.race([server.ended, delay(DYING)]);
  if (broken && isAlive()) throw new Error('A script broke off.', { cause: broken.reason });
  if (!isAlive()) {
    const seeds = [...playing];
    const what = `the server died (${server.death}) while scripts ${seeds.join(', ')} were played`;
    const frames = seeds.flatMap((own) => tally.sent.get(own)?.slice(-LAST_FRAMES) ?? []);
    tally.offences.push({ kind: 'death', what, frames: [server.output(), ...frames.map(readable)] });
  }
  await bystander.stop();
  return tally;
}
