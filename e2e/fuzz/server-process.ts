import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '@switchboard/node-server/testing';
import { inheritedEnv } from '../stack/inherited-env.config.ts';
import { createExchange } from './https-exchange.ts';
import { readMemory, readPeak } from './inspector.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SERVER = 'apps/server/dist/main.js';

/** The built server as a process of its own, with its inspector open so that its memory can be read exactly. */
export interface ServerProcess {
  readonly url: string;
  /** How the process ended, if it did before `stop`. */
  readonly death: string | undefined;
  /** Resolves once it has ended. */
  readonly ended: Promise<unknown>;
  /** Bytes in use after a garbage collection: of the JavaScript heap, and of buffers beside it. */
  memory(): Promise<number>;
  /** The most bytes that the process has had in memory so far, garbage too. */
  peak(): Promise<number>;
  /** The end of what it wrote. */
  output(): string;
  stop(): Promise<void>;
}

/** What is tried here lies below the door: a flood of frames must reach it, and leave others of its address alone. */
const OPEN_DOOR = {
  MAX_PACKETS_PER_SECOND: '1000000',
  MAX_RECEIVED_BYTES_PER_SECOND_PER_ADDRESS: '1099511627776',
  TRUST_PROXY: 'pass-through',
  PING_INTERVAL: '2',
  PING_TIMEOUT: '8',
};

export interface ServerOptions {
  /** @default a door that lets floods in */
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
}

/** Starts it in production on a free port, with data of its own, and waits until it serves. */
export async function startServer({
  env = OPEN_DOOR,
  nodeOptions = [],
}: ServerOptions = {}): Promise<ServerProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-fuzz-'));
  const log = join(folder, 'server.log');
  const port = await freePort();
  const url = `https://localhost:${port}`;
  const out = openSync(log, 'a');
  const child = spawn(process.execPath, ['--inspect=127.0.0.1:0', ...nodeOptions, SERVER], {
    cwd: ROOT,
    env: {
      ...inheritedEnv(),
      NODE_ENV: 'production',
      SERVER_PORT: String(port),
      DATA_DIR: folder,
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', out, out],
    // Ctrl+C at a terminal is for the one who runs this, and who then stops the server.
    detached: true,
  });
  closeSync(out);
  const output = (): string => readFileSync(log, 'utf8');
  let stopping = false;
  let death: string | undefined;
  const ended = once(child, 'exit').then(([code, signal]) => {
    if (!stopping) death = `exit ${String(code ?? signal)}`;
  });
  await untilReady(url, child, output);
  const inspector = inspectorUrl(output());
  return {
    url,
    get death() {
      return death;
    },
    ended,
    memory: () => readMemory(inspector),
    peak: () => readPeak(inspector),
    output: () => output().slice(-4_000),
    stop: async () => {
      stopping = true;
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const { exchange, close } = createExchange(url);
  while ((await exchange('/readyz'))?.status !== 200) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`The server ended before it served; has it been built?\n${output()}`);
    }
    await delay(50);
  }
  close();
}

function inspectorUrl(output: string): string {
  const [url] = /ws:\/\/127\.0\.0\.1:\S+/.exec(output) ?? [];
  if (!url) throw new Error(`The server did not open its inspector:\n${output}`);
  return url;
}
