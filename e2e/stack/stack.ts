import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from './command.ts';
import { freePort } from './free-port.ts';

export type StackKind = 'development' | 'production';

/** The whole product as somebody runs it: `pnpm dev`, or `pnpm start` after a build. */
export interface Stack {
  readonly kind: StackKind;
  readonly consoleUrl: string;
  readonly serverUrl: string;
  /** Ends the server, in production by kill -9, and starts it again on the same data and port. */
  restartServer(): Promise<void>;
  stop(): Promise<void>;
}

const SERVER_SOURCE = fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url));
const LISTENS = 'Switchboard listens';

export async function startStack(kind: StackKind): Promise<Stack> {
  const dataDir = await mkdtemp(join(tmpdir(), 'switchboard-e2e-'));
  const serverPort = await freePort();
  const env = { SERVER_PORT: String(serverPort), DATA_DIR: dataDir, PING_INTERVAL: '1', PING_TIMEOUT: '2' };
  const serverUrl = `https://localhost:${serverPort}`;
  const removeData = () => rm(dataDir, { recursive: true, force: true });
  return kind === 'development'
    ? startDevelopment(env, serverUrl, removeData)
    : startProduction(env, serverUrl, removeData);
}

type Environment = Readonly<Record<string, string>>;

async function startDevelopment(
  env: Environment,
  serverUrl: string,
  removeData: () => Promise<void>,
): Promise<Stack> {
  const consolePort = await freePort();
  const consoleUrl = `https://localhost:${consolePort}`;
  const dev = new Command('pnpm', ['dev'], { ...env, CONSOLE_PORT: String(consolePort) });
  await dev.waitFor('Ready');
  return {
    kind: 'development',
    consoleUrl,
    serverUrl,
    restartServer: async () => {
      const listens = dev.waitFor(LISTENS, 'now');
      const now = new Date();
      await utimes(SERVER_SOURCE, now, now);
      await listens;
    },
    stop: async () => {
      await dev.end('SIGINT');
      await removeData();
    },
  };
}

async function startProduction(
  env: Environment,
  serverUrl: string,
  removeData: () => Promise<void>,
): Promise<Stack> {
  const start = async (): Promise<Command> => {
    const command = new Command('pnpm', ['start'], env);
    await command.waitFor(LISTENS);
    return command;
  };
  let server = await start();
  return {
    kind: 'production',
    consoleUrl: `${serverUrl}/console/`,
    serverUrl,
    restartServer: async () => {
      await server.end('SIGKILL');
      server = await start();
    },
    stop: async () => {
      await server.end('SIGTERM');
      await removeData();
    },
  };
}
