import type { Server as HttpsServer } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import type { Router } from '@switchboard/router';
import type { ServerConfig } from '../config/server-config.ts';
import type { Server } from '../door/socket-server.ts';
import { closeSpread } from './close-spread.ts';

export interface DrainParts {
  readonly httpsServer: HttpsServer;
  readonly io: Server;
  readonly router: Pick<Router, 'drain'>;
}

/** How a serving process stops serving, without harm to anybody. */
export interface Drain {
  /** Whether it has begun. */
  readonly isDraining: boolean;
  /**
   * Not ready at once, but still serving for `drainDelay`; then takes no more connections, and calls in flight have half
   * of `drainTime` to finish while new ones are answered SERVICE_UNAVAILABLE; then lets clients go, spread over a quarter
   * of it, in a way that they come back by themselves.
   */
  begin(drainDelay: number): Promise<void>;
  /** Resolves when no connection is left, if it has begun. */
  gone(): Promise<void>;
}

export function createDrain(
  { httpsServer, io, router }: DrainParts,
  { drainTime }: Pick<ServerConfig, 'drainTime'>,
): Drain {
  const connections = new Set<{ close(): unknown }>();
  io.engine.on(
    'connection',
    (connection: { close(): unknown; once(event: 'close', end: () => void): void }) => {
      connections.add(connection);
      connection.once('close', () => connections.delete(connection));
    },
  );

  let isDraining = false;
  let gone = Promise.resolve();
  return {
    get isDraining() {
      return isDraining;
    },
    gone: () => gone,
    begin: async (drainDelay) => {
      isDraining = true;
      if (drainDelay > 0) await delay(drainDelay);
      gone = new Promise((resolve) => httpsServer.close(() => resolve()));
      const patience = new AbortController();
      await Promise.race([router.drain(), delay(drainTime / 2, undefined, { signal: patience.signal })]);
      patience.abort();
      await closeSpread(connections, drainTime / 4);
    },
  };
}
