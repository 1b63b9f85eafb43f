import { watchAsBystander } from './bystander.ts';
import { rawRequests } from './corpus/raw-requests.ts';
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
  /** Asked before each script. */
  readonly isOver: (scripts: number) => boolean;
}

/** Raw requests wait for silence, so most scripts go without. */
const SCRIPTS_PER_REQUEST = 4;

/** Plays scripts and raw requests against the server, with a polite client beside them, and tells what came of it. */
export async function fuzz(
  server: ServerProcess,
  { seed, connections, isOver }: FuzzOptions,
): Promise<Tally> {
  const tally = new Tally();
  const isAlive = (): boolean => server.death === undefined;
  const bystander = watchAsBystander(server.url, tally);
  const playing = new Set<number>();
  let next = seed;
  const work = async (): Promise<void> => {
    while (isAlive() && !isOver(next - seed)) {
      const own = next;
      next += 1;
      playing.add(own);
      await playScript(createScript(own), server.url, tally, isAlive);
      const raw = rawRequests[own % (rawRequests.length * SCRIPTS_PER_REQUEST)];
      if (raw && isAlive()) {
        tally.requests += 1;
        await sendRawRequest(raw, server.url);
      }
      playing.delete(own);
    }
  };
  const working = Promise.all(Array.from({ length: connections }, work));
  // A dead server answers no handshake, so a script may break off with an error: the death is what counts.
  await Promise.race([working, server.ended]);
  await working.catch((error: unknown) => {
    if (isAlive()) throw error;
  });
  if (!isAlive()) {
    const seeds = [...playing].join(', ');
    tally.offend(
      { kind: 'death', what: `the server died (${server.death}) while scripts ${seeds} were played` },
      [server.output()],
    );
  }
  await bystander.stop();
  return tally;
}
