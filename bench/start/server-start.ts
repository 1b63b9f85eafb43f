import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url));

/** Milliseconds from the spawn of the built server, with a data folder of its own, until it says that it listens. */
export async function timeStart(settings: Readonly<Record<string, string>>): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-start-'));
  const start = performance.now();
  const child = spawn(process.execPath, [MAIN], {
    cwd: folder,
    env: { NODE_ENV: 'production', SERVER_PORT: '0', DATA_DIR: folder, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await heard(child, 'Switchboard listens');
    return performance.now() - start;
  } finally {
    await ended(child);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Resolves once the process has written these words. Rejects if it ends before. */
export async function heard({ stdout }: ChildProcess, words: string): Promise<void> {
  let output = '';
  for await (const chunk of stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    output += chunk;
    if (!output.includes(words)) continue;
    stdout?.resume();
    return;
  }
  throw new Error(`The process ended before it said "${words}":\n${output.slice(-2_000)}`);
}

async function ended(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  if (child.exitCode === null) await once(child, 'exit');
}
