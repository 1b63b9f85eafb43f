import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../lib/free-port.ts';

/** A Redis of our own: on a free port of this machine alone, keeping nothing. Ends with `await using`. */
export interface RedisServer extends AsyncDisposable {
  readonly port: number;
}

/** Starts a redis-server and resolves when it accepts connections; rejects with its last words if it ends before. */
export async function startRedis(path: string): Promise<RedisServer> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-redis-'));
  const options = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'no', daemonize: 'no' };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  const child = spawn(path, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = async (): Promise<void> => {
    await endChild(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await accepting(child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, [Symbol.asyncDispose]: stop };
}

async function accepting(child: ChildProcess): Promise<void> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('redis-server has no output to read.');
  let last = 'nothing';
  stderr.on('data', (words: Buffer) => {
    last = words.toString().trim();
  });
  const failed = once(child, 'error').then(([error]) => Promise.reject(error));
  const ready = (async () => {
    for await (const line of createInterface({ input: stdout })) {
      if (/ready to accept connections/i.test(line)) return;
      last = line;
    }
    throw new Error(`redis-server ended before it was ready; it said: ${last}`);
  })();
  await Promise.race([ready, failed]);
  stdout.resume();
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
