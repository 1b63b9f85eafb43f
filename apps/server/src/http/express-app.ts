import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { contract } from '@switchboard/events';
import type { Router } from '@switchboard/router';
import express, { type Express } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { Identify } from '@switchboard/node-server/sessions';
import type { Config } from '../config.ts';
import type { Metrics } from '@switchboard/node-server/observability';
import { type CallerContext, callerContext } from '../sockets/context.ts';
import { bodyParsers } from '@switchboard/node-server/http';
import { errorHandler, notFound } from '@switchboard/node-server/http';
import { eventsBridge } from '@switchboard/node-server/http';
import { hangUpWhile, health, type ReadinessCheck } from '@switchboard/node-server/observability';
import { metricsPage } from '@switchboard/node-server/observability';
import { statusPage } from './status-page.ts';

export interface HttpDependencies {
  readonly router: Router<CallerContext>;
  readonly identify: Identify;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'contentType' | 'text'>;
  readonly connections: () => number;
  readonly readiness: readonly ReadinessCheck[];
  /** Whether this server is about to end. */
  readonly isLeaving: () => boolean;
}

const VIEWS = fileURLToPath(new URL('../../views', import.meta.url));
const PUBLIC = fileURLToPath(new URL('../../public', import.meta.url));

/** Everything that is plain HTTP: status page, HTTP bridge, health, static files and, in production, the console. */
export function addHttpRoutes(
  app: Express,
  { consoleDir, consoleUrl, tls }: Pick<Config, 'consoleDir' | 'consoleUrl' | 'tls'>,
  { router, identify, logger, metrics, connections, readiness, isLeaving }: HttpDependencies,
): void {
  app.disable('x-powered-by');
  app.set('views', VIEWS);
  app.set('view engine', 'ejs');
  app.use(securityHeaders(tls));
  app.use(hangUpWhile(isLeaving));
  app.use(health(readiness));
  app.get('/metrics', metricsPage(metrics));
  app.use(express.static(PUBLIC, { index: false, redirect: false, maxAge: '1h' }));
  app.get('/', statusPage({ contract, consoleUrl, connections }));
  if (consoleDir && existsSync(consoleDir)) app.use('/console', express.static(consoleDir));
  app.post('/events/:event', bodyParsers(), eventsBridge(router, { identify, context: callerContext }));
  app.use(notFound);
  app.use(errorHandler(logger));
}

function securityHeaders(tls: Config['tls']) {
  return helmet({
    // A browser that has seen it on localhost would refuse plain HTTP to every other server there.
    strictTransportSecurity: tls.source === 'files',
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'self'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
        objectSrc: ["'none'"],
        scriptSrcAttr: ["'none'"],
        scriptSrc: ["'self'"],
        // The console's components and its editor write their styles at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        workerSrc: ["'self'", 'blob:'],
        // With https, 'self' is the WebSocket of the same host, too.
        connectSrc: ["'self'"],
      },
    },
  });
}
