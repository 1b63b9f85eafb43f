import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@switchboard/node-server/testing';
import { Command } from './command.ts';

/**
 * `development` is `pnpm dev`, `production` is `pnpm start` after a build. `preview` is what was built, outside production:
 * what exists in development alone, without the work of a development server for every page.
 */
export type StackKind = 'development' | 'preview' | 'production';

/** The whole product as somebody runs it. */
export interface Stack {
  readonly kind: StackKind;
  readonly consoleUrl: string;
  readonly serverUrl: string;
  /** Ends the server, but in development by kill -9, and starts it again on the same data and port. */
  restartServer(): Promise<void>;
  stop(): Promise<void>;
}

const SERVER_SOURCE = fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url));
const LISTENS = 'Switchboard listens';

export async function startStack(kind: StackKind, more: Environment = {}): Promise<Stack> {
  const dataDir = await mkdtemp(join(tmpdir(), 'switchboard-e2e-'));
  const serverPort = await freePort();
  // Heartbeats that a test can see; a page that stands still for seconds, as under axe, is not lost for that.
  const heartbeat = { PING_INTERVAL: '1', PING_TIMEOUT: '20' };
  // All people of the tests share one address.
  const env = {
    ...{ SERVER_PORT: String(serverPort), DATA_DIR: dataDir, TRUST_PROXY: 'pass-through' },
    ...heartbeat,
    ...more,
  };
  const serverUrl = `https://localhost:${serverPort}`;
  const start = { development: startDevelopment, preview: startPreview, production: startProduction }[kind];
  const running = await start(env, serverUrl);
  return {
    kind,
    serverUrl,
    ...running,
    stop: async () => {
      await running.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

type Environment = Readonly<Record<string, string>>;
type Running = Pick<Stack, 'consoleUrl' | 'restartServer'> & { stop(): Promise<unknown> };

async function startDevelopment(env: Environment): Promise<Running> {
  const consolePort = await freePort();
  const dev = new Command('pnpm', ['dev'], { ...env, CONSOLE_PORT: String(consolePort) });
  await dev.waitFor('Ready');
  return {
    consoleUrl: `https://localhost:${consolePort}`,
    restartServer: async () => {
      const listens = dev.waitFor(LISTENS, 'now');
      const now = new Date();
      await utimes(SERVER_SOURCE, now, now);
      await listens;
    },
    stop: () => dev.end('SIGINT'),
  };
}

async function startPreview(env: Environment): Promise<Running> {
  const CONSOLE_PORT = String(await freePort());
  const server = await startBuilt('node', ['apps/server/dist/main.js'], {
    ...env,
    NODE_ENV: 'development',
    CONSOLE_PORT,
  });
  const preview = new Command('pnpm', ['--filter', '@switchboard/web-client', 'exec', 'vite', 'preview'], {
    ...env,
    CONSOLE_PORT,
  });
  await preview.waitFor('Local:');
  return {
    ...server,
    consoleUrl: `https://localhost:${CONSOLE_PORT}`,
    stop: async () => {
      await preview.end('SIGTERM');
      await server.stop();
    },
  };
}

async function startProduction(env: Environment, serverUrl: string): Promise<Running> {
  return { ...(await startBuilt('pnpm', ['start'], env)), consoleUrl: `${serverUrl}/console/` };
}

async function startBuilt(program: string, args: readonly string[], env: Environment) {
  const start = async (): Promise<Command> => {
    const command = new Command(program, args, env);
    await command.waitFor(LISTENS);
    return command;
  };
  let running = await start();
  return {
    restartServer: async () => {
      await running.end('SIGKILL');
      running = await start();
    },
    stop: () => running.end('SIGTERM'),
  };
}
