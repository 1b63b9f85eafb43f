import { fail } from '@switchboard/contract';
import type { Router, RouterContext } from '@switchboard/router';
import type { Express, RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { ServerConfig } from '../config/server-config.ts';
import { ambiguousHeader } from '../door/ambiguous-header.ts';
import { createHsts, type HstsConfig } from '../door/hsts.ts';
import type { AppOptions } from '../lifecycle/app.ts';
import type { Lifecycle } from '../lifecycle/lifecycle.ts';
import { hangUpWhile, health, type ReadinessCheck } from '../observability/health.ts';
import type { Metrics } from '../observability/metrics.ts';
import { metricsPage } from '../observability/metrics-page.ts';
import type { Identity } from '../sessions/session.ts';
import { belowBasePath } from './below-base-path.ts';
import { errorHandler, notFound } from './error-pages.ts';
import { type BridgeConfig, type BridgeOptions, eventsBridge } from './events-bridge.ts';

export type FirstRoutesConfig = Pick<ServerConfig, 'tls'> &
  Partial<Pick<ServerConfig, 'basePath'>> &
  HstsConfig;

export interface FirstRoutes {
  readonly metrics: Pick<Metrics, 'contentType' | 'text'>;
  /** For one of several workers, whose `/metrics` has those of all. */
  readonly worker?: AppOptions['worker'];
  readonly lifecycle: Pick<Lifecycle, 'isServing' | 'isDraining'>;
  /** What `/readyz` checks, beside whether the server listens and does not drain. */
  readonly readiness: readonly ReadinessCheck[];
}

/**
 * Adds what comes before the application's own routes: security headers, `/healthz`, `/readyz` and `/metrics`. All routes are
 * below the base path, without it in their names; these three are at the root, too.
 */
export function addFirstRoutes(
  app: Express,
  config: FirstRoutesConfig,
  { metrics, worker, lifecycle, readiness }: FirstRoutes,
): void {
  const { trustProxy = 0, basePath = '' } = config;
  app.disable('x-powered-by');
  app.set('trust proxy', trustProxy === 'pass-through' ? 0 : trustProxy);
  app.use(securityHeaders(), addHsts(config));
  app.use(refuseAmbiguous);
  app.use(hangUpWhile(lifecycle.isDraining));
  app.use(belowBasePath(basePath));
  app.use(health([{ name: 'serving', isReady: lifecycle.isServing }, ...readiness]));
  const { contentType, text } = metrics;
  app.get('/metrics', metricsPage({ contentType, text: worker?.allMetrics ?? text }));
}

export interface LastRoutes<Context extends RouterContext, User extends Identity = Identity>
  extends BridgeOptions<Context, User> {
  readonly router: Router<Context>;
  readonly logger: Logger;
}

/** Adds what comes after the application's own routes: `POST /events/:event`, 404, and errors as replies. */
export function addLastRoutes<Context extends RouterContext, User extends Identity = Identity>(
  app: Express,
  config: BridgeConfig,
  { router, logger, ...bridge }: LastRoutes<Context, User>,
): void {
  app.all('/events/:event', eventsBridge(router, config, bridge));
  app.use(notFound);
  app.use(errorHandler(logger));
}

/** Answers 400 to a request whose target, sender or key is said twice. */
const refuseAmbiguous: RequestHandler = (request, response, next) => {
  const message = ambiguousHeader(request);
  if (message === undefined) return next();
  response.status(400).json(fail({ code: 'BAD_REQUEST', message, data: undefined }));
};

function addHsts(config: HstsConfig): RequestHandler {
  const hstsOf = createHsts(config);
  return (request, response, next) => {
    const hsts = hstsOf(request);
    if (hsts !== undefined) response.setHeader('Strict-Transport-Security', hsts);
    next();
  };
}

function securityHeaders() {
  return helmet({
    // Whether a request gets it depends on what the client speaks.
    strictTransportSecurity: false,
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
        // 'self' is the WebSocket of the same host, too: wss with https, ws with http.
        connectSrc: ["'self'"],
      },
    },
  });
}
