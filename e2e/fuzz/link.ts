import type { Frame } from './frame.ts';

/** A raw Engine.IO connection; it knows heartbeats and nothing above them. */
export interface Link {
  /** Whether either end has hung up. */
  readonly closed: boolean;
  send(frames: readonly Frame[]): void;
  close(): void;
}

export interface LinkListener {
  /** A packet that the server sent as text. */
  onText(text: string): void;
  /** Told once, also after `close()`. */
  onClosed(): void;
}

/** Resolves once the connection is open. Rejects if the server turns it away. */
export type OpenLink = (serverUrl: string, listener: LinkListener) => Promise<Link>;
