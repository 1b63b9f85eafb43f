import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, it } from 'vitest';
import { hangUpWhile, health, type ReadinessCheck } from './health.ts';

async function ask(checks: readonly ReadinessCheck[], path: string, isLeaving = false) {
  const app = express();
  app.use(
    hangUpWhile(() => isLeaving),
    health(checks),
  );
  const server = createServer(app).listen(0);
  await once(server, 'listening');
  const response = await fetch(`http://localhost:${(server.address() as AddressInfo).port}${path}`);
  const body: unknown = await response.json();
  server.close();
  return { status: response.status, body, connection: response.headers.get('connection') };
}

it('is ready where every check passes', async () => {
  const checks = [
    { name: 'serving', isReady: () => true },
    { name: 'store', isReady: async () => true },
  ];
  expect(await ask(checks, '/readyz')).toEqual({ status: 200, body: { ok: true }, connection: 'keep-alive' });
});

it('names what is not ready: what says so, what throws and what does not answer', async () => {
  const checks: ReadinessCheck[] = [
    { name: 'serving', isReady: () => true },
    { name: 'full', isReady: () => false },
    { name: 'broken', isReady: () => Promise.reject(new Error('down')) },
    { name: 'silent', isReady: () => new Promise(() => undefined) },
  ];
  expect(await ask(checks, '/readyz')).toMatchObject({
    status: 503,
    body: { ok: false, notReady: ['full', 'broken', 'silent'] },
  });
  expect(await ask(checks, '/healthz')).toMatchObject({ status: 200, body: { ok: true } });
});

it('hangs up after each answer while the server goes away', async () => {
  expect(await ask([], '/healthz', true)).toMatchObject({ status: 200, connection: 'close' });
});
