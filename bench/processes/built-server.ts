import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url));

/** The built server as `pnpm start` runs it. Its log is read and thrown away. */
export interface BuiltServer extends AsyncDisposable {
  readonly pid: number;
  readonly port: number;
}

/** Starts it with a data folder of its own, and resolves once it says that it listens. Rejects if it ends before. */
export async function startBuiltServer(settings: Readonly<Record<string, string>>): Promise<BuiltServer> {
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-built-'));
  const child = spawn(process.execPath, [MAIN], {
    cwd: folder,
    env: { NODE_ENV: 'production', SERVER_PORT: '0', DATA_DIR: folder, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const end = async (): Promise<void> => {
    child.kill('SIGTERM');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const output = await heard(child, 'Switchboard listens');
    const port = Number(/"url":"https:[^"]+:(\d+)"/.exec(output)?.[1]);
    return { pid: child.pid as number, port, [Symbol.asyncDispose]: end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Resolves to what the process has written by the line that has these words, and throws away what follows. Rejects if it ends before. */
export async function heard(child: ChildProcess, words: string): Promise<string> {
  const output = await readUntil(child, words);
  // Not before the iterator is done, which would keep what follows until the pipe is full and the process stands still.
  child.stdout?.resume();
  return output;
}

async function readUntil({ stdout }: ChildProcess, words: string): Promise<string> {
  let output = '';
  for await (const chunk of stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    output += chunk;
    if (output.includes(words)) return output;
  }
  throw new Error(`The process ended before it said "${words}":\n${output.slice(-2_000)}`);
}
