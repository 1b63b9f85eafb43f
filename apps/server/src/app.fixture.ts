import { mkdtempSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { User } from '@switchboard/events';
import { dataOf, startTestServer, type TestServer } from '@switchboard/node-server/testing';
import type { DevCertificates } from '@switchboard/node-server/tls';
import { type Logger, pino } from 'pino';
import type { Socket } from 'socket.io-client';
import { expect, inject } from 'vitest';
import { type ChatOptions, createApp } from './app.ts';
import { type Config, loadConfig } from './config.ts';

declare module 'vitest' {
  interface ProvidedContext {
    batchedWrites: string;
    runFolder: string;
    certificates: DevCertificates;
  }
}

/** An empty folder, removed after the run. */
export function tempFolder(): string {
  return mkdtempSync(join(inject('runFolder'), 'test-'));
}

/** The development certificates of this run. */
export function certificates(): DevCertificates {
  return inject('certificates');
}

/** The configuration that tests start from: a free port, and folders of their own. */
export function testConfig(changed: Partial<Config> = {}): Config {
  return {
    ...loadConfig({ BATCHED_WRITES: inject('batchedWrites') }),
    port: 0,
    dataDir: tempFolder(),
    tls: { source: 'development', directory: dirname(certificates().ca) },
    ...changed,
  };
}

export interface TestApp extends TestServer {
  readonly config: Config;
  login(name: string): Promise<{ socket: Socket; user: User; token: string }>;
}

/** The whole chat on a free port. Closes itself, and its clients, at the end of the scope. */
export async function startApp(
  changed: Partial<Config> = {},
  logger: Logger = pino({ level: 'silent' }),
  options: ChatOptions = {},
): Promise<TestApp> {
  const config = testConfig(changed);
  const app = await createApp(config, logger, options);
  const server = await startTestServer(app, readFileSync(certificates().ca, 'utf8'));
  return {
    ...server,
    config,
    login: async (name) => {
      const socket = await server.connect();
      const { user, token } = dataOf<{ user: User; token: string }>(
        await socket.emitWithAck('session:login', { name }),
      );
      return { socket, user, token };
    },
  };
}

/** What a failed reply looks like. */
export function failure(code: string, more: object = {}): unknown {
  return { ok: false, error: expect.objectContaining({ code, ...more }) };
}

/** Resolves once everything that the server sent to the socket before is there: packets come in order. */
export async function settled(...sockets: Socket[]): Promise<void> {
  await Promise.all(sockets.map((socket) => socket.emitWithAck('system:time')));
}
