import type { MetricValues } from '../observability/metric-values.ts';

/** One serving process, wired together; nothing listens yet. */
export interface App {
  /** Starts serving. Resolves to the port; rejects with a StartError if it is taken. */
  listen(): Promise<number>;
  /** Serves the certificate that is on the disk now. A bad one is logged and counted, and the one before it stays. */
  reloadCertificate(): Promise<void>;
  /** What it counted and measured. */
  metrics(): Promise<MetricValues[]>;
  /** Makes TLS session tickets with other keys from now on. */
  setTicketKeys(keys: Buffer): void;
  /** Stops serving without harm to anybody; see Drain. `close` comes after it. */
  drain(drainDelay?: number): Promise<void>;
  /**
   * Lets the calls in flight finish, within a grace, answering new ones SERVICE_UNAVAILABLE; then lets clients go in a
   * way that they come back by themselves, and closes the stores.
   */
  close(): Promise<void>;
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
