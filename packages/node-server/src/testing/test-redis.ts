import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { connectRedis, type RedisClient } from '../redis/redis-client.ts';
import { freePort } from './free-port.ts';

/** A Redis process of a test's own, that the test may end, start again on the same port, freeze and thaw. */
export interface TestRedis extends AsyncDisposable {
  readonly url: string;
  /** A connection that ends with the test. */
  connect(): Promise<RedisClient>;
  start(): Promise<void>;
  /** Ends the process at once; what it had is lost, unless an option made it keep it. */
  kill(): Promise<void>;
  freeze(): void;
  thaw(): void;
}

/** Where clients connect to, and which Redis that is: what a failover switches. */
export interface TestRedisSwitch extends AsyncDisposable {
  readonly url: string;
  /** New connections go there; those that are there stay where they are. */
  lead(to: Pick<TestRedis, 'url'>): void;
  /** From now on, what goes through takes so many milliseconds each way. */
  slow(ms: number): void;
  /** The connections that are there give no more replies. */
  loseReplies(): void;
  /** Ends the connections that are there. */
  cut(): void;
}

/** Makes one address for several Redis. */
export async function startRedisSwitch(first: Pick<TestRedis, 'url'>): Promise<TestRedisSwitch> {
  let { port: target } = new URL(first.url);
  const sockets = new Set<Socket>();
  const clients = new Set<Socket>();
  const mute = new Set<Socket>();
  let delay = 0;
  const server = createServer((near) => {
    near.setNoDelay(true);
    const far = connect({ port: Number(target), host: '127.0.0.1', noDelay: true });
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.on('data', (data) => {
        if (mute.has(other)) return;
        const pass = () => void (other.writable && other.write(data));
        if (delay > 0) setTimeout(pass, delay);
        else pass();
      });
    }
    clients.add(near);
    near.on('close', () => clients.delete(near));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `redis://127.0.0.1:${port}`,
    lead: ({ url }) => {
      target = new URL(url).port;
    },
    slow: (ms) => {
      delay = ms;
    },
    loseReplies: () => {
      for (const client of clients) mute.add(client);
    },
    cut: () => {
      for (const client of clients) client.destroy();
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Starts a redis-server that keeps nothing: the program whose path is in `SWITCHBOARD_REDIS_SERVER`. */
export async function startTestRedis(...more: string[]): Promise<TestRedis> {
  const program = env.SWITCHBOARD_REDIS_SERVER;
  if (!program)
    throw new Error('Set SWITCHBOARD_REDIS_SERVER to the path of a redis-server: this test needs it.');
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const clients: RedisClient[] = [];
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...more];
    child = spawn(program, options, { stdio: ['ignore', 'pipe', 'ignore'] });
    await isReady(child);
  };
  const kill = async (): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  await start();
  return {
    url,
    connect: async () => {
      const client = await connectRedis({ url }, pino({ level: 'silent' }));
      clients.push(client);
      return client;
    },
    start,
    kill,
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    [Symbol.asyncDispose]: async () => {
      for (const client of clients) if (client.isOpen) client.destroy();
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function isReady({ stdout }: ChildProcess): Promise<void> {
  if (!stdout) return;
  for await (const line of createInterface({ input: stdout })) {
    if (/ready to accept connections/i.test(line)) return void stdout.resume();
  }
  throw new Error('redis-server ended before it was ready.');
}
