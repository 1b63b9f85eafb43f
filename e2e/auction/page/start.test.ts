import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@switchboard/client';
import { type ServerProcess, spawnServer } from '@switchboard/node-server/testing';
import { ensureDevCertificates } from '@switchboard/node-server/tls';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { contract } from '../contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'switchboard-auction-'));
afterAll(() => rmSync(folder, { recursive: true }));
const files = await ensureDevCertificates(join(folder, 'certificates'));

/** The auction as its page starts it: its own files in TypeScript, on the kit as it is built. */
function start(variables: Record<string, string> = {}): ServerProcess {
  const { serverKey: SSL_KEY, serverCert: SSL_CERT, passphrase: SSL_PASSWD_FILE } = files;
  const env = { SSL_KEY, SSL_CERT, SSL_PASSWD_FILE, DATA_DIR: folder, ...variables };
  return spawnServer(new URL('../main.ts', import.meta.url), env, { nodeOptions: ['--import', 'tsx'] });
}

async function connect(server: ServerProcess, token?: string) {
  const client = createClient(contract, `https://localhost:${await server.port()}`, {
    socketOptions: { ca: readFileSync(files.ca, 'utf8'), transports: ['websocket'] },
    ...(token && { auth: { token } }),
  });
  onTestFinished(() => client.disconnect());
  return client;
}

it('serves from several processes, stops at a signal, and knows users and auctions after a restart', async () => {
  await using server = start({ WORKERS: '2' });
  const ann = await connect(server);
  const entered = await ann.call('user:enter', { name: 'Ann' });
  if (!entered.ok) throw new Error(entered.error.message);
  expect(await ann.call('auction:open', { title: 'A lamp', price: 5 })).toMatchObject({ ok: true });
  ann.disconnect();
  server.kill('SIGTERM');
  expect(await server.ended()).toEqual({ code: 0, stderr: '' });

  await using again = start();
  const back = await connect(again, entered.data.token);
  expect(await back.call('bid:place', { auction: 1, price: 6 })).toMatchObject({
    data: { title: 'A lamp', seller: 'Ann', bidder: 'Ann', price: 6 },
  });
});
