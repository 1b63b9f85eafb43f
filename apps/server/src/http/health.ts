import { Router } from 'express';

/** `/healthz`: the process lives. `/readyz`: it takes new connections, otherwise 503. */
export function health(isReady: () => boolean): Router {
  const routes = Router();
  routes.get('/healthz', (_request, response) => void response.json({ ok: true }));
  routes.get('/readyz', (_request, response) => {
    const ok = isReady();
    response.status(ok ? 200 : 503).json({ ok });
  });
  return routes;
}
