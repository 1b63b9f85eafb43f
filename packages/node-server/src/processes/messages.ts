import type { MetricValues } from '../observability/metric-values.ts';

/** What the primary sends a worker. */
export type ToWorker = Start | TicketKeys | MetricsWanted | AllMetrics;

/** The answer to `hello`. */
export interface Start {
  readonly type: 'start';
  /** Which of the workers it is, from 1; its replacement has the same. */
  readonly slot: number;
  readonly port: number;
  readonly ticketKeys: Buffer;
}

/** With these every worker opens the TLS session tickets of the others. */
interface TicketKeys {
  readonly type: 'ticket-keys';
  readonly ticketKeys: Buffer;
}

/** In both directions: a worker asks the primary for the metrics of all, and the primary each worker for its own. */
interface MetricsWanted {
  readonly type: 'metrics-wanted';
  readonly id: number;
}

interface AllMetrics {
  readonly type: 'all-metrics';
  readonly id: number;
  readonly text: string;
}

/** What a worker sends the primary. */
export type ToPrimary =
  /** It listens for messages from now on: Node may drop what it is sent before, while it imports modules. */
  | { readonly type: 'hello' }
  | { readonly type: 'cannot-start'; readonly reason: string }
  | MetricsWanted
  | { readonly type: 'own-metrics'; readonly id: number; readonly metrics: MetricValues[] }
  /** It takes no more connections, and ends when those that it has are done. */
  | { readonly type: 'leaving'; readonly failed: boolean };

/** Libraries use the same channel, so our messages are marked. */
interface Envelope<Message> {
  readonly switchboard: Message;
}

export function wrap<Message extends ToWorker | ToPrimary>(message: Message): Envelope<Message> {
  return { switchboard: message };
}

/** The message, if it is ours. */
export function unwrap<Message extends ToWorker | ToPrimary>(received: unknown): Message | undefined {
  return (received as Partial<Envelope<Message>> | null)?.switchboard;
}
