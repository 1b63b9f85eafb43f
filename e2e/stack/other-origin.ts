import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import type { io as Io } from 'socket.io-client';

const CLIENT = createRequire(import.meta.url).resolve('socket.io-client/dist/socket.io.js');

/** A small server of another origin, which serves an empty page. */
export async function serveOtherOrigin(): Promise<{ readonly origin: string; close(): void }> {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>Another site</title>');
  });
  await once(server.listen(0, 'localhost'), 'listening');
  const { port } = server.address() as AddressInfo;
  return { origin: `http://localhost:${port}`, close: () => void server.close() };
}

/** What a page of the origin gets of a server, by a plain Socket.IO client with default options and by `fetch`. */
export async function tryFrom(page: Page, origin: string, serverUrl: string) {
  await page.goto(origin);
  await page.addScriptTag({ path: CLIENT });
  return page.evaluate(async (url) => {
    const { io } = globalThis as unknown as { readonly io: typeof Io };
    const bySocket = (options: object): Promise<unknown> =>
      new Promise((resolve) => {
        const socket = io(url, { forceNew: true, reconnection: false, ...options });
        socket.once('connect_error', ({ message }) => resolve(message));
        socket.once('connect', async () => {
          resolve(await socket.emitWithAck('system:echo', { value: 'hi' }));
          socket.disconnect();
        });
      });
    const byFetch = async (): Promise<unknown> => {
      const response = await fetch(`${url}/events/system:echo`, {
        method: 'POST',
        credentials: 'include',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'k1' },
        body: '{"value":"hi"}',
      });
      return response.json();
    };
    return {
      default: await bySocket({}),
      polling: await bySocket({
        transports: ['polling'],
        withCredentials: true,
        extraHeaders: { 'x-own': '1' },
      }),
      websocket: await bySocket({ transports: ['websocket'] }),
      fetch: await byFetch().catch((error: Error) => error.message),
    };
  }, serverUrl);
}
