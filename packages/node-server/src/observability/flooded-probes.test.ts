import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, it, onTestFinished } from 'vitest';
import { health } from './health.ts';
import { metricsPage } from './metrics-page.ts';

const REQUESTS = 200;

it.each(['/metrics', '/readyz'])('a flood of %s shares what is made for an answer', async (path) => {
  let made = 0;
  const text = async (): Promise<string> => `made ${++made}`;
  const isReady = (): boolean => ++made > 0;
  const app = express()
    .get('/metrics', metricsPage({ contentType: 'text/plain', text }))
    .use(health([{ name: 'store', isReady }]));
  const server = createServer(app).listen(0);
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const url = `http://localhost:${(server.address() as AddressInfo).port}${path}`;
  const bodies = await Promise.all(Array.from({ length: REQUESTS }, async () => (await fetch(url)).text()));
  const body = path === '/metrics' ? /^made \d+$/ : /^\{"ok":true\}$/;
  expect(bodies).toEqual(bodies.map(() => expect.stringMatching(body)));
  expect(made).toBeLessThan(REQUESTS / 4);
});
