import type { Logger } from 'pino';

/** Milliseconds. A lease holds for several of them. */
const INTERVAL = 2_000;

/** Renews this node's lease until it is stopped. A store that is down is logged once, and so is its return. */
export function keepLease(renew: () => Promise<void>, logger: Logger): { stop(): void } {
  let isBusy = false;
  let isFailing = false;
  const turn = async (): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    try {
      await renew();
      if (isFailing) logger.info('The lease of this node is held again');
      isFailing = false;
    } catch (error) {
      if (!isFailing) logger.error({ err: error }, 'The lease of this node could not be renewed');
      isFailing = true;
    }
    isBusy = false;
  };
  const timer = setInterval(() => void turn(), INTERVAL);
  return { stop: () => clearInterval(timer) };
}
