import type { RequestHandler } from 'express';
import type { Metrics } from './metrics.ts';
import { sharedLoad } from './shared-load.ts';

/**
 * `/metrics`: what Prometheus reads. Open to everyone who reaches the server, so it names no user, socket or payload, and its
 * text is made at most ten times a second, for all requests that wait.
 */
export function metricsPage({ contentType, text }: Pick<Metrics, 'contentType' | 'text'>): RequestHandler {
  const body = sharedLoad(async () => Buffer.from(await text()));
  return async (_request, response) => {
    // Without the ETag of `send`, as each text is another one.
    response.set('Content-Type', contentType).end(await body());
  };
}
