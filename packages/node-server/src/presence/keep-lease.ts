import type { Logger } from 'pino';

/** Milliseconds. A lease holds for several of them. */
const INTERVAL = 2_000;

/** In how many parts the interval is divided: how often a store is asked that refuses at once. */
const TICKS = 4;

export interface LeaseParts {
  /** Holds the lease for another while. */
  readonly renew: () => Promise<void>;
  /** Brings the store up to date. It may take longer than a lease holds; `signal` aborts when the lease is given up. */
  readonly update: (signal: AbortSignal) => Promise<void>;
}

/**
 * Renews this node's lease until it is stopped. After a renewal the store is brought up to date, which the next renewal does not wait
 * for. What fails is logged once, and so is its return. `stop` waits for what goes on.
 */
export function keepLease({ renew, update }: LeaseParts, logger: Logger): { stop(): Promise<void> } {
  const ending = new AbortController();
  const { signal } = ending;
  /** Runs the work, once at a time; resolves to whether it is done. */
  const alone = (work: () => Promise<void>, failed: string, recovered: string) => {
    let busy: Promise<boolean> | undefined;
    let isFailing = false;
    const turn = async (): Promise<boolean> => {
      try {
        await work();
        if (isFailing) logger.info(recovered);
        isFailing = false;
        return true;
      } catch (error) {
        if (!isFailing && !signal.aborted) logger.error({ err: error }, failed);
        isFailing = true;
        return false;
      } finally {
        busy = undefined;
      }
    };
    return { run: () => (busy ??= turn()), settle: () => busy };
  };
  const renewal = alone(
    renew,
    'The lease of this node could not be renewed',
    'The lease of this node is held again',
  );
  const upkeep = alone(
    () => update(signal),
    'Presence could not be brought up to date',
    'Presence is up to date again',
  );
  let ticks = 0;
  /** A store that is not connected says so before the next tick. It may be back at any time, and the lease runs out. */
  let isRefused = false;
  const turn = async (): Promise<void> => {
    const startedAt = ticks;
    const isHeld = await renewal.run();
    isRefused = !isHeld && startedAt === ticks;
    if (isHeld && !signal.aborted) await upkeep.run();
  };
  const timer = setInterval(() => {
    ticks += 1;
    if (isRefused || ticks % TICKS === 0) void turn();
  }, INTERVAL / TICKS);
  return {
    stop: async () => {
      clearInterval(timer);
      ending.abort();
      await Promise.all([renewal.settle(), upkeep.settle()]);
    },
  };
}
