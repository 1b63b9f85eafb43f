import cluster from 'node:cluster';
import { type Start, type ToPrimary, type ToWorker, unwrap, wrap } from './messages.ts';

/** A worker's end of the channel to its primary. */
export interface PrimaryLink extends Start {
  /** Called with the keys that take the place of those before. */
  onTicketKeys(listener: (keys: Buffer) => void): void;
  /** Called when the primary is gone. The worker then has no port any more, and must end by itself. */
  onOrphaned(listener: () => void): void;
}

/** Resolves when the primary has said who we are. */
export async function joinPrimary(): Promise<PrimaryLink> {
  let setKeys: ((keys: Buffer) => void) | undefined;
  let goAlone: (() => void) | undefined;
  const started = new Promise<Start>((resolve) => {
    process.on('message', (received) => {
      const message = unwrap<ToWorker>(received);
      if (message?.type === 'start') resolve(message);
      if (message?.type === 'ticket-keys') setKeys?.(message.ticketKeys);
    });
  });
  cluster.worker?.once('disconnect', () => {
    if (!goAlone || !cluster.worker) return;
    // Otherwise Node ends the process on the spot.
    cluster.worker.exitedAfterDisconnect = true;
    goAlone();
  });
  await tellPrimary({ type: 'hello' });
  const start = await started;
  return {
    ...start,
    onTicketKeys: (listener) => {
      setKeys = listener;
    },
    onOrphaned: (listener) => {
      goAlone = listener;
    },
  };
}

/** Resolves when the primary has it, or is gone. */
export async function tellPrimary(message: ToPrimary): Promise<void> {
  await new Promise<void>((resolve) => {
    if (!process.send) return resolve();
    process.send(wrap(message), undefined, undefined, () => resolve());
  });
}
