import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createClient } from '@switchboard/client';
import { startTestApp, type TestServer } from '@switchboard/node-server/testing';
import { createTestCaller } from '@switchboard/router/testing';
import express from 'express';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { inheritedEnv } from '../stack/inherited-env.config.ts';
import { createBoard } from './board.ts';
import {
  addForSure,
  addNote,
  followTopic,
  inspect,
  keepLogin,
  speakWithoutContract,
} from './client-examples.ts';
import { router } from './middleware.ts';
import { contract } from './newer-contract.ts';
import { contract as clock, serveClock } from './own-server.ts';
import { enter } from './own-socket.ts';

const run = promisify(execFile);
const FIRST_CLIENT = fileURLToPath(new URL('./first-client.ts', import.meta.url));

let server: TestServer;
const lines: string[] = [];

beforeAll(async () => {
  server = await startTestApp(createBoard);
  vi.spyOn(console, 'log').mockImplementation((...values) => void lines.push(values.join(' ')));
});
afterAll(async () => {
  vi.restoreAllMocks();
  await server[Symbol.asyncDispose]();
});

function connect() {
  const client = createClient(contract, server.url, { socketOptions: { ca: server.ca } });
  onTestFinished(() => client.disconnect());
  return client;
}

it('the first client takes a name, adds a note and hears of it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-board-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const ca = join(folder, 'ca.crt');
  writeFileSync(ca, server.ca);
  const args = ['--conditions=@switchboard/source', '--import', 'tsx', FIRST_CLIENT, server.url];
  const env = { ...inheritedEnv(), NODE_EXTRA_CA_CERTS: ca };
  const { stdout } = await run(process.execPath, args, { env });
  expect(stdout).toBe('heard hi\n{ ok: true, data: { number: 1 } }\n');
});

it('a client stays logged in, opens its topic again on each connection, and repeats a call under one id', async () => {
  const client = connect();
  const login = keepLogin(client);
  expect(await client.call('user:enter', { name: 'Dora' })).toMatchObject({ ok: true });
  expect(lines).toContain('logged in as Dora');
  expect(await addNote(client, 'general', 'hi')).toBe('Open general first.');
  onTestFinished(followTopic(client, 'general'));
  client.disconnect();
  client.connect();
  const heard = new Promise((resolve) => client.on('note:added', resolve));
  expect(await addForSure(client, 'general', 'hi')).toMatchObject({ ok: true });
  expect(await heard).toEqual({ topic: 'general', text: 'hi' });
  expect(await addNote(client, 'general', 'hi')).toMatch(/^It is note \d+\.$/);
  expect(await addNote(client, 'general', 'x'.repeat(2_001))).toContain('does not fit');
  expect(await client.call('user:renew')).toMatchObject({ ok: true });
  expect(await client.call('user:leave')).toEqual({ ok: true, data: {} });
  expect(login.state.status).toBe('loggedOut');
});

it('the socket of an application carries a client of the contract too', async () => {
  expect(await enter('Emil', server.url, { ca: server.ca })).toMatchObject({ ok: true });
});

it('an inspection reports the steps of a connection', async () => {
  const client = inspect(server.url, server.ca);
  onTestFinished(() => client.disconnect());
  expect(await client.call('user:enter', { name: 'Finn' })).toMatchObject({ ok: true });
  expect(lines).toEqual(expect.arrayContaining(['opening', 'handshake']));
});

it('a Socket.IO server without the kit answers by sockets and over HTTP, and a raw connection speaks to it', async () => {
  const app = express();
  const httpServer = createServer(app);
  const io = serveClock(httpServer, app);
  io.on('connection', (socket) => {
    socket.on('legacy:add', (a, b, ack?: (sum: number) => void) =>
      ack ? ack(a + b) : socket.emit('added', a + b),
    );
  });
  onTestFinished(() => io.close());
  await once(httpServer.listen(0), 'listening');
  const url = `http://localhost:${(httpServer.address() as AddressInfo).port}`;

  const client = createClient(clock, url);
  onTestFinished(() => client.disconnect());
  expect(await client.call('time:read')).toMatchObject({ ok: true });
  const response = await fetch(`${url}/events/time:read`, { method: 'POST' });
  expect(await response.json()).toMatchObject({ ok: true, data: { now: expect.any(String) } });

  expect(await speakWithoutContract(url, {})).toMatchObject({ status: 'answered', args: [3] });
  expect(lines).toEqual(expect.arrayContaining(['added 3', '3']));
});

it('middlewares add to the context of a controller, and see its result', async () => {
  expect(await createTestCaller(clock, router).call('time:read')).toMatchObject({ ok: true });
  expect(lines).toContain('time:read answered');
});
