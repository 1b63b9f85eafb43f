import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { get } from 'node:https';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { inject } from 'vitest';
import { certificates, tempFolder } from './app.fixture.ts';

const PACKAGE = dirname(fileURLToPath(new URL('.', import.meta.url)));

/** An error that no code of ours would throw, as a module to import. */
const CRASH =
  "data:text/javascript,process.on('SIGUSR2', () => { throw new Error('\\u009bcrashed for the test') })";

/** A line of the log. */
export interface LogLine {
  readonly msg: string;
  readonly pid: number;
  readonly [key: string]: unknown;
}

export interface ServerProcess extends AsyncDisposable {
  readonly pid: number;
  /** Resolves to the port once it listens. */
  port(): Promise<number>;
  /** Resolves to the first `count` lines with this message, once they are there. */
  lines(msg: string, count?: number): Promise<LogLine[]>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves once it, and every process that holds its output, has ended by itself or by a signal. */
  ended(): Promise<{ code: number | null; stderr: string }>;
}

/**
 * The built server as it is started for real, with a certificate, a data folder and a port of its own. Its processes throw an
 * error that nobody catches at SIGUSR2.
 */
export async function spawnServer(changed: Record<string, string> = {}): Promise<ServerProcess> {
  const files = certificates();
  const env = {
    NODE_ENV: 'production',
    SERVER_PORT: '0',
    SSL_KEY: files.serverKey,
    SSL_CERT: files.serverCert,
    SSL_PASSWD_FILE: files.passphrase,
    DATA_DIR: tempFolder(),
    BATCHED_WRITES: inject('batchedWrites'),
    ...changed,
  };
  const args = ['--import', CRASH, 'dist/main.js'];
  const child = spawn(process.execPath, args, { cwd: PACKAGE, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const closed = once(child, 'close').then(([code]) => ({ code: code as number | null, stderr }));

  const lines = async (msg: string, count = 1): Promise<LogLine[]> => {
    for (;;) {
      const complete = stdout.slice(0, stdout.lastIndexOf('\n') + 1).split('\n');
      const all = complete.filter(Boolean).map((line) => JSON.parse(line) as LogLine);
      const found = all.filter((line) => line.msg === msg);
      if (found.length >= count) return found.slice(0, count);
      if (child.exitCode !== null) throw new Error(`It ended before "${msg}": ${stdout}${stderr}`);
      await Promise.race([once(child.stdout, 'data'), closed]);
    }
  };
  return {
    pid: child.pid ?? 0,
    lines,
    port: async () => {
      const [line] = await lines('Switchboard listens');
      return Number(new URL(String(line?.url)).port);
    },
    kill: (signal) => void child.kill(signal),
    ended: () => closed,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

/** A client that trusts the server, once it is connected. */
export async function connectTo(
  port: number,
  options: Partial<ManagerOptions & SocketOptions> = {},
): Promise<Socket & Disposable> {
  const ca = readFileSync(certificates().ca, 'utf8');
  const socket = io(`https://localhost:${port}`, {
    ca,
    forceNew: true,
    transports: ['websocket'],
    ...options,
  });
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  return Object.assign(socket, { [Symbol.dispose]: () => void socket.disconnect() });
}

/** The status and body of a page, over a connection of its own. */
export async function read(port: number, path: string): Promise<{ status: number; text: string }> {
  const ca = readFileSync(certificates().ca, 'utf8');
  const [response] = await once(get(`https://localhost:${port}${path}`, { ca, agent: false }), 'response');
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  return { status: response.statusCode, text };
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
