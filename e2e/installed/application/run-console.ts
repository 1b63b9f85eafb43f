import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { httpServer, io } from './console-example.js';

if (!httpServer.listening) await once(httpServer, 'listening');
const { port } = httpServer.address() as AddressInfo;
const page = await fetch(`http://localhost:${port}/console`);
assert.equal(page.url, `http://localhost:${port}/console/`);
assert.match(page.headers.get('content-security-policy') ?? '', /connect-src 'self' http: https: ws: wss:/);
const [, entry] = /<script type="module"[^>]* src="\.\/([^"]+)"/.exec(await page.text()) ?? [];
assert.equal((await fetch(new URL(entry ?? '', page.url))).status, 200);
await io.close();
console.log('console: served');
