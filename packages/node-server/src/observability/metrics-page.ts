import type { RequestHandler } from 'express';
import type { Metrics } from './metrics.ts';

/** `/metrics`: what Prometheus reads. Open to everyone who reaches the server, so it names no user, socket or payload. */
export function metricsPage(metrics: Pick<Metrics, 'contentType' | 'text'>): RequestHandler {
  return async (_request, response) => {
    response.set('Content-Type', metrics.contentType).send(await metrics.text());
  };
}
