import { mkdtempSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Logger, pino } from 'pino';
import type { Socket } from 'socket.io-client';
import { expect, inject } from 'vitest';
import { board } from './board.fixture.ts';
import { loadServerConfig, type ServerConfig } from './config/server-config.ts';
import type { TlsConfig } from './config/tls-settings.ts';
import { createServer } from './create-server.ts';
import type { AppOptions } from './lifecycle/app.ts';
import type { Identity } from './sessions/session.ts';
import { startTestServer, type TestServer } from './testing/test-server.ts';
import { dataOf } from './testing/waiting.ts';
import type { DevCertificates } from './tls/dev-certificate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** What BATCHED_WRITES is for the servers of the tests; set by vitest.config.ts. */
    batchedWrites: string;
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

/** The certificate of this run, for a server. */
export function developmentTls(): Extract<TlsConfig, { source: 'development' }> {
  return { source: 'development', directory: dirname(certificates().ca) };
}

/** For a test that sends more than a caller may. */
export const UNCHARGED = { maxBytesPerSecond: 2 ** 40, maxBytesPerSecondPerAddress: 2 ** 40 } as const;

/** The configuration that tests start from: a free port, and folders of their own. */
export function testConfig(changed: Partial<ServerConfig> = {}): ServerConfig {
  return {
    ...loadServerConfig({ BATCHED_WRITES: inject('batchedWrites') }),
    port: 0,
    dataDir: tempFolder(),
    tls: developmentTls(),
    ...changed,
  };
}

export interface TestApp extends TestServer {
  readonly config: ServerConfig;
  login(name: string): Promise<{ socket: Socket; user: Identity; token: string }>;
}

/** The board on a free port. Closes itself, and its clients, at the end of the scope. */
export async function startApp(
  changed: Partial<ServerConfig> = {},
  logger: Logger = pino({ level: 'silent' }),
  options: AppOptions = {},
): Promise<TestApp> {
  const config = testConfig(changed);
  const app = await createServer({ ...board, ...options, config, logger });
  const server = await startTestServer(app, readFileSync(certificates().ca, 'utf8'));
  return {
    ...server,
    config,
    login: async (name) => {
      const socket = await server.connect();
      const { user, token } = dataOf<{ user: Identity; token: string }>(
        await socket.emitWithAck('user:enter', { name }),
      );
      return { socket, user, token };
    },
  };
}

/** The board as one of several workers, which have one data folder: their primary would hold it. */
export function startWorker(changed: Partial<ServerConfig> = {}, logger?: Logger): Promise<TestApp> {
  return startApp(changed, logger, asWorker);
}

export const asWorker: AppOptions = { worker: { slot: 1, allMetrics: async () => '' } };

/** What a failed reply looks like. */
export function failure(code: string, more: object = {}): unknown {
  return { ok: false, error: expect.objectContaining({ code, ...more }) };
}

/** Resolves once everything that the server sent to the socket before is there: packets come in order. */
export async function settled(...sockets: Socket[]): Promise<void> {
  await Promise.all(sockets.map((socket) => socket.emitWithAck('clock:read')));
}
