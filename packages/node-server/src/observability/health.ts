import { setTimeout as delay } from 'node:timers/promises';
import { type RequestHandler, Router } from 'express';

/** Something without which this process should get no new connections. */
export interface ReadinessCheck {
  /** How `/readyz` calls it where it fails. */
  readonly name: string;
  /** One that throws, or gives no answer within a second, is not ready. */
  readonly isReady: () => boolean | Promise<boolean>;
}

const PATIENCE = 1_000;

/** `/healthz`: the process lives. `/readyz`: it takes new connections; otherwise 503, with the names of what it lacks. */
export function health(checks: readonly ReadinessCheck[]): Router {
  const routes = Router();
  routes.get('/healthz', (_request, response) => void response.json({ ok: true }));
  routes.get('/readyz', async (_request, response) => {
    const results = await Promise.all(checks.map(async (check) => ((await passes(check)) ? [] : check.name)));
    const notReady = results.flat();
    const ok = notReady.length === 0;
    response.status(ok ? 200 : 503).json(ok ? { ok } : { ok, notReady });
  });
  return routes;
}

/** Lets clients of a server that goes away look for another one after this answer. */
export function hangUpWhile(isLeaving: () => boolean): RequestHandler {
  return (_request, response, next) => {
    if (isLeaving()) response.set('Connection', 'close');
    next();
  };
}

async function passes({ isReady }: ReadinessCheck): Promise<boolean> {
  const done = new AbortController();
  try {
    return await Promise.race([isReady(), delay(PATIENCE, false, { signal: done.signal })]);
  } catch {
    return false;
  } finally {
    done.abort();
  }
}
