import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '@switchboard/node-server/testing';
import { redisProgram } from './redis-program.config.ts';

/** A real Redis as a process of its own, which has on the disk whatever it has acknowledged. */
export interface RedisProcess {
  readonly url: string;
  readonly port: number;
  signal(signal: NodeJS.Signals): void;
  /** Resolves once it has ended. */
  ended(): Promise<void>;
  /** Starts it again, on the same port and data, once it has ended. */
  start(): Promise<void>;
  /** Sends one command, words apart, and resolves to the first line of the reply. Rejects if that is an error. */
  command(words: string): Promise<string>;
  /** Ends it for good, and removes its data. */
  stop(): Promise<void>;
}

/** Resolves once it accepts connections. */
export async function startRedisProcess(): Promise<RedisProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-redis-'));
  const port = await freePort();
  const options = {
    port,
    bind: '127.0.0.1',
    dir: folder,
    save: '',
    appendonly: 'yes',
    appendfsync: 'always',
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  let child: ChildProcess;
  const start = async (): Promise<void> => {
    child = spawn(redisProgram(), args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
    const { stdout } = child;
    if (!stdout) throw new Error('redis-server has no output to read.');
    await untilReady(createInterface({ input: stdout }));
    stdout.resume();
  };
  const ended = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    signal: (signal) => void child.kill(signal),
    ended,
    start,
    command: (words) => ask(port, words),
    stop: async () => {
      child.kill('SIGKILL');
      await ended();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function untilReady(lines: AsyncIterable<string>): Promise<void> {
  let last = 'nothing';
  for await (const line of lines) {
    if (/ready to accept connections/i.test(line)) return;
    last = line;
  }
  throw new Error(`redis-server ended before it was ready; it said: ${last}`);
}

async function ask(port: number, words: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(`${words}\r\n`);
  try {
    for await (const line of createInterface({ input: socket })) {
      if (line.startsWith('-')) throw new Error(`Redis refused "${words}": ${line.slice(1)}`);
      return line.slice(1);
    }
    throw new Error(`Redis hung up on "${words}".`);
  } finally {
    socket.destroy();
  }
}
