import { setTimeout as delay } from 'node:timers/promises';
import type { Router } from '@switchboard/router';
import type { ServerConfig } from '../config/server-config.ts';
import type { Door, DoorServer } from '../door/door.ts';
import { closeSpread } from './close-spread.ts';

/** Milliseconds that peers get to finish and hang up before their connections are cut. */
const CLOSE_GRACE = 2_000;
/** The part of the time to drain that they get at most. */
const CLOSE_PART = 0.2;

/** What stops together. */
export interface LifecycleParts {
  readonly https: Pick<DoorServer, 'server'>;
  readonly door: { readonly io: Pick<Door['io'], 'close'>; readonly connections: Door['connections'] };
  readonly router: Pick<Router, 'drain'>;
  /** Closed one after the other, once no connection is left. @default none */
  readonly parts?: readonly ({ close(): unknown } | undefined)[];
}

/** How a serving process stops, without harm to anybody: `drain`, and then `close`. */
export interface Lifecycle {
  /** Whether the server listens and stays. */
  isServing(): boolean;
  /** Whether it has begun to stop. */
  isDraining(): boolean;
  /**
   * Is not ready at once, but serves for `drainDelay` milliseconds more, for a load balancer to notice; then takes no more
   * connections, and calls in flight have half of `drainTime` to finish while new ones are answered SERVICE_UNAVAILABLE;
   * then lets clients go, spread over at most a quarter of it, in a way that they come back by themselves.
   * @default drainDelay: 0
   */
  drain(drainDelay?: number): Promise<void>;
  /**
   * Lets the calls in flight finish and disconnects the clients that are left. After a fifth of `drainTime`, and at most
   * 2 s, cuts every connection that is still open. Then closes the parts.
   */
  close(): Promise<void>;
}

/** Joins a server, its Socket.IO, a router and what they use, so that they stop in the right order. `drainTime` is in milliseconds. */
export function createLifecycle(
  { https: { server }, door: { io, connections }, router, parts = [] }: LifecycleParts,
  { drainTime }: Pick<ServerConfig, 'drainTime'>,
): Lifecycle {
  let isDraining = false;
  let closed = Promise.resolve();
  return {
    isServing: () => server.listening && !isDraining,
    isDraining: () => isDraining,
    drain: async (drainDelay = 0) => {
      isDraining = true;
      if (drainDelay > 0) await delay(drainDelay);
      closed = new Promise((resolve) => server.close(() => resolve()));
      const patience = new AbortController();
      await Promise.race([router.drain(), delay(drainTime / 2, undefined, { signal: patience.signal })]);
      patience.abort();
      const sessions = [...connections.sessions.values()];
      await closeSpread(
        sessions.map(({ connection }) => connection),
        drainTime / 4,
      );
    },
    close: async () => {
      isDraining = true;
      const grace = Math.min(CLOSE_GRACE, drainTime * CLOSE_PART);
      const timer = setTimeout(connections.cutAll, grace);
      await router.drain();
      await io.close();
      // Socket.IO does not wait where the server has begun to close before.
      await closed;
      clearTimeout(timer);
      for (const part of parts) await part?.close();
    },
  };
}
