import type { Logger } from 'pino';

/** Milliseconds. A lease holds for several of them. */
const INTERVAL = 2_000;

/** Renews this node's lease until it is stopped. A store that is down is logged once, and so is its return. `stop` waits for the renewal that goes on. */
export function keepLease(renew: () => Promise<void>, logger: Logger): { stop(): Promise<void> } {
  let busy: Promise<void> | undefined;
  let isFailing = false;
  const turn = async (): Promise<void> => {
    try {
      await renew();
      if (isFailing) logger.info('The lease of this node is held again');
      isFailing = false;
    } catch (error) {
      if (!isFailing) logger.error({ err: error }, 'The lease of this node could not be renewed');
      isFailing = true;
    }
    busy = undefined;
  };
  const timer = setInterval(() => {
    busy ??= turn();
  }, INTERVAL);
  return {
    stop: async () => {
      clearInterval(timer);
      await busy;
    },
  };
}
