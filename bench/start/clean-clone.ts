import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@switchboard/node-server/testing';
import { pnpmCommand } from '../pnpm.config.ts';
import { heard } from '../processes/built-server.ts';
import { ownEnvironment } from './environment.config.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Seconds from the install in a new clone of the last commit, at an empty home, until `dev` answers at both addresses. */
export async function timeCleanClone(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-clone-'));
  const clone = join(folder, 'switchboard');
  try {
    await ended(spawn('git', ['clone', '--quiet', ROOT, clone], { stdio: ['ignore', 'ignore', 'inherit'] }));
    const [server, console] = [await freePort(), await freePort()];
    const env = {
      ...ownEnvironment(),
      HOME: folder,
      XDG_DATA_HOME: join(folder, 'data'),
      XDG_CACHE_HOME: join(folder, 'cache'),
      SERVER_PORT: `${server}`,
      CONSOLE_PORT: `${console}`,
    };
    const pnpm = (...args: string[]): ChildProcess => {
      const [file, ...first] = pnpmCommand();
      return spawn(file, [...first, ...args], { cwd: clone, env, stdio: ['ignore', 'pipe', 'inherit'] });
    };
    const start = performance.now();
    const install = pnpm('install', '--frozen-lockfile');
    install.stdout?.resume();
    await ended(install);
    const dev = pnpm('run', 'dev');
    try {
      await heard(dev, 'Ready in');
      return (performance.now() - start) / 1_000;
    } finally {
      dev.kill('SIGTERM');
      if (dev.exitCode === null) await once(dev, 'close');
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function ended(child: ChildProcess): Promise<void> {
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`"${child.spawnargs.join(' ')}" ended with ${code}.`);
}
