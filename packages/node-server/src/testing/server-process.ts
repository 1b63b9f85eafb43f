import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A line of the log. */
export interface LogLine {
  readonly msg: string;
  readonly pid: number;
  readonly [key: string]: unknown;
}

/** A server in a process of its own. Killed, if it has not ended, at the end of the scope. */
export interface ServerProcess extends AsyncDisposable {
  readonly pid: number;
  /** Resolves to the port once it listens; rejects if it ends before. */
  port(): Promise<number>;
  /** Resolves to the first `count` lines of the log with this message, once they are there; rejects if it ends before. */
  lines(msg: string, count?: number): Promise<LogLine[]>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves once it, and every process that holds its output, has ended by itself or by a signal. */
  ended(): Promise<{ code: number | null; stderr: string }>;
}

export interface SpawnOptions {
  /** Options of Node, such as `--import`; workers have them too. @default none */
  readonly nodeOptions?: readonly string[];
}

/**
 * Starts the main module of a server for a test as it is started for real: in production, on a free port, in the current
 * folder. The process has the variables of `env`, which may say otherwise, and no others: give it a `DATA_DIR` of its own.
 */
export function spawnServer(
  main: URL,
  env: Readonly<Record<string, string>>,
  { nodeOptions = [] }: SpawnOptions = {},
): ServerProcess {
  const child = spawn(process.execPath, [...nodeOptions, fileURLToPath(main)], {
    env: { NODE_ENV: 'production', SERVER_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  let isClosed = false;
  const closed = once(child, 'close').then(([code]) => {
    isClosed = true;
    return { code: code as number | null, stderr };
  });

  const lines = async (msg: string, count = 1): Promise<LogLine[]> => {
    for (;;) {
      const complete = stdout.slice(0, stdout.lastIndexOf('\n') + 1).split('\n');
      const all = complete.filter(Boolean).map((line) => JSON.parse(line) as LogLine);
      const found = all.filter((line) => line.msg === msg);
      if (found.length >= count) return found.slice(0, count);
      if (isClosed) throw new Error(`It ended before "${msg}": ${stdout}${stderr}`);
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
