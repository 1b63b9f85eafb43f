import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@switchboard/node-server/testing';
import { heard } from './built-server.ts';

export interface Redis extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
}

/** Starts a Redis that keeps on the disk what it has acknowledged, as docs/delivery.md asks for, in a folder of its own. */
export async function startRedis(program: string): Promise<Redis> {
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-redis-'));
  const port = await freePort();
  const child = spawn(
    program,
    ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', ''].concat([
      '--appendonly',
      'yes',
      '--appendfsync',
      'always',
      '--maxmemory-policy',
      'noeviction',
    ]),
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await heard(child, 'eady to accept connections');
  return {
    url: `redis://127.0.0.1:${port}`,
    pid: child.pid as number,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
