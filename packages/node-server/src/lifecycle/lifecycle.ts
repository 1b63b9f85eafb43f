import type { Router } from '@switchboard/router';
import type { ServerConfig } from '../config/server-config.ts';
import type { Server } from '../door/socket-server.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { Https } from '../tls/serve-https.ts';
import type { App } from './app.ts';
import type { Drain } from './drain.ts';

/** Milliseconds that peers get to finish and hang up before their connections are cut. */
const CLOSE_GRACE = 2_000;
/** The part of the time to drain that they get at most. */
const CLOSE_PART = 0.2;

export interface Lifecycle {
  readonly https: Https;
  readonly io: Server;
  readonly router: Pick<Router, 'drain'>;
  readonly drain: Drain;
  readonly metrics: Pick<Metrics, 'values'>;
  /** Closed one after the other, once no connection is left. */
  readonly parts: readonly ({ close(): unknown } | undefined)[];
}

/** Joins the parts of a serving process in what starts, drains and closes them together. */
export function joinLifecycle(
  { https, io, router, drain, metrics, parts }: Lifecycle,
  { drainTime }: Pick<ServerConfig, 'drainTime'>,
): App {
  return {
    listen: https.listen,
    reloadCertificate: https.reloadCertificate,
    metrics: metrics.values,
    setTicketKeys: https.setTicketKeys,
    drain: (drainDelay = 0) => drain.begin(drainDelay),
    close: async () => {
      https.close();
      const grace = Math.min(CLOSE_GRACE, drainTime * CLOSE_PART);
      const timer = setTimeout(https.cutAll, grace);
      await router.drain();
      await io.close();
      // Socket.IO does not wait where the server has begun to close before.
      await drain.gone();
      clearTimeout(timer);
      for (const part of parts) await part?.close();
    },
  };
}
