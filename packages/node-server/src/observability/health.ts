import { setTimeout as delay } from 'node:timers/promises';
import { type RequestHandler, Router } from 'express';
import { sharedLoad } from './shared-load.ts';

/** Something that this process needs to take new connections. */
export interface ReadinessCheck {
  /** Its name in the answer of `/readyz`. */
  readonly name: string;
  /** One that throws, or gives no answer within a second, is not ready. */
  readonly isReady: () => boolean | Promise<boolean>;
}

/** Milliseconds. */
const CHECK_TIMEOUT = 1_000;

/**
 * Serves `/healthz`: 200 while the process lives; and `/readyz`: 200 if every check passes, otherwise 503 with the names of
 * those that do not. The checks run at most ten times a second, for all requests that wait.
 */
export function health(checks: readonly ReadinessCheck[]): Router {
  const routes = Router();
  routes.get('/healthz', (_request, response) => void response.json({ ok: true }));
  const namesNotReady = sharedLoad(async () => {
    const results = await Promise.all(checks.map(async (check) => ((await passes(check)) ? [] : check.name)));
    return results.flat();
  });
  routes.get('/readyz', async (_request, response) => {
    const notReady = await namesNotReady();
    const ok = notReady.length === 0;
    response.status(ok ? 200 : 503).json(ok ? { ok } : { ok, notReady });
  });
  return routes;
}

/** While the server is stopping, each answer closes its connection, so that the client looks for another server. */
export function hangUpWhile(isLeaving: () => boolean): RequestHandler {
  return (_request, response, next) => {
    if (isLeaving()) response.set('Connection', 'close');
    next();
  };
}

async function passes({ isReady }: ReadinessCheck): Promise<boolean> {
  const done = new AbortController();
  try {
    return await Promise.race([isReady(), delay(CHECK_TIMEOUT, false, { signal: done.signal })]);
  } catch {
    return false;
  } finally {
    done.abort();
  }
}
