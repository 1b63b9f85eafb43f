import type { MetricValues } from '../observability/metric-values.ts';
import type { Https } from '../tls/serve-https.ts';
import type { Lifecycle } from './lifecycle.ts';

/** One serving process, wired together; nothing listens yet. `drain` and then `close` end it, its HTTPS server too. */
export interface App extends Omit<Https, 'close'>, Lifecycle {
  /** What it counted and measured. */
  metrics(): Promise<MetricValues[]>;
}

/** What the processes of one machine have in common. */
export interface AppOptions {
  /**
   * 48 bytes that the TLS session tickets are made with, the same in all workers.
   * @default random ones
   */
  readonly ticketKeys?: Buffer | undefined;
  /** Which of several workers this is, and how it gets the figures of them all. */
  readonly worker?: { readonly slot: number; readonly allMetrics: () => Promise<string> } | undefined;
}
