import cluster from 'node:cluster';
import type { MetricValues } from '../observability/metric-values.ts';
import { type Start, type ToPrimary, type ToWorker, unwrap, wrap } from './messages.ts';

/** A worker's end of the channel to its primary. */
export interface PrimaryLink extends Start {
  /** The metrics of all workers in the text format of Prometheus; rejects if the primary does not answer within 3 seconds. */
  allMetrics(): Promise<string>;
  /** Sets where this worker's own metrics come from when the primary asks for them. */
  onMetricsWanted(give: () => Promise<MetricValues[]>): void;
  /** The listener gets the keys that replace those before. */
  onTicketKeys(listener: (keys: Buffer) => void): void;
  /** The listener is called when the primary is gone. The worker then has no port any more, and must end by itself. */
  onOrphaned(listener: () => void): void;
}

/** Milliseconds. The primary itself waits for a second. */
const ANSWER_TIMEOUT = 3_000;

/** Says hello to the primary. Resolves when it has answered with what this worker needs to start. */
export async function joinPrimary(): Promise<PrimaryLink> {
  let setKeys: ((keys: Buffer) => void) | undefined;
  let ownMetrics: (() => Promise<MetricValues[]>) | undefined;
  const asked = new Map<number, (text: string) => void>();
  let lastAsked = 0;
  let onGone: (() => void) | undefined;
  const started = new Promise<Start>((resolve) => {
    process.on('message', (received) => {
      const message = unwrap<ToWorker>(received);
      if (message?.type === 'start') resolve(message);
      if (message?.type === 'all-metrics') asked.get(message.id)?.(message.text);
      if (message?.type === 'metrics-wanted') {
        const { id } = message;
        void ownMetrics?.().then((metrics) => sendToPrimary({ type: 'own-metrics', id, metrics }));
      }
      if (message?.type === 'ticket-keys') setKeys?.(message.ticketKeys);
    });
  });
  cluster.worker?.once('disconnect', () => {
    if (!onGone || !cluster.worker) return;
    // Otherwise Node ends the process on the spot.
    cluster.worker.exitedAfterDisconnect = true;
    onGone();
  });
  await sendToPrimary({ type: 'hello' });
  const start = await started;
  return {
    ...start,
    allMetrics: async () => {
      const id = ++lastAsked;
      const timeout = AbortSignal.timeout(ANSWER_TIMEOUT);
      try {
        return await new Promise<string>((resolve, reject) => {
          asked.set(id, resolve);
          timeout.onabort = () => reject(new Error('The primary gave no metrics.'));
          void sendToPrimary({ type: 'metrics-wanted', id });
        });
      } finally {
        timeout.onabort = null;
        asked.delete(id);
      }
    },
    onMetricsWanted: (give) => {
      ownMetrics = give;
    },
    onTicketKeys: (listener) => {
      setKeys = listener;
    },
    onOrphaned: (listener) => {
      onGone = listener;
    },
  };
}

/** Sends it to the primary. Resolves when the primary has it, or is gone. */
export async function sendToPrimary(message: ToPrimary): Promise<void> {
  await new Promise<void>((resolve) => {
    if (!process.send) return resolve();
    process.send(wrap(message), undefined, undefined, () => resolve());
  });
}
