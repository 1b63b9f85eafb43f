import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startTestRedis, type TestRedis } from '@switchboard/node-server/testing';
import { Command } from './command.ts';
import { startTcpProxy } from './tcp-proxy.ts';

/** Two built servers on one Redis, each with a link that goes to the other server when its own is gone. */
export interface NodePair {
  /** The consoles as they are reached through the first link, and through the second. */
  readonly consoleUrls: readonly [string, string];
  /** Ends the first server by kill -9. */
  killFirst(): Promise<void>;
  stop(): Promise<void>;
}

export async function startNodePair(): Promise<NodePair> {
  const redis = await startTestRedis();
  const [first, second] = [await startNode(redis), await startNode(redis)];
  // As behind a balancer that keeps a client's address on its node.
  const links = [
    await startTcpProxy(first.port, second.port),
    await startTcpProxy(second.port, first.port),
  ] as const;
  const [firstUrl, secondUrl] = links.map(({ port }) => `https://localhost:${port}/console/`) as [
    string,
    string,
  ];
  return {
    consoleUrls: [firstUrl, secondUrl],
    killFirst: () => first.end('SIGKILL'),
    stop: async () => {
      for (const link of links) link.close();
      await Promise.all([first.end('SIGTERM'), second.end('SIGTERM')]);
      await redis[Symbol.asyncDispose]();
    },
  };
}

async function startNode(redis: Pick<TestRedis, 'url'>) {
  const dataDir = await mkdtemp(join(tmpdir(), 'switchboard-node-'));
  const port = await freePort();
  const command = new Command(process.execPath, ['apps/server/dist/main.js'], {
    NODE_ENV: 'production',
    SERVER_PORT: String(port),
    // All people of the tests share one address.
    TRUST_PROXY: 'pass-through',
    DATA_DIR: dataDir,
    REDIS_URL: redis.url,
    TOKEN_SECRET: 'what-all-nodes-of-a-cluster-share-in-32-bytes',
    PING_INTERVAL: '1',
    PING_TIMEOUT: '2',
  });
  await command.waitFor('Switchboard listens');
  return {
    port,
    end: async (signal: NodeJS.Signals): Promise<void> => {
      await command.end(signal);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
