import type { Authority, TestRedis } from '@switchboard/node-server/testing';
import { type ServerOptions, startServer, type TestServer } from './server.ts';

export interface NodeOptions extends Omit<ServerOptions, 'authority'> {
  readonly redis: Pick<TestRedis, 'url'>;
  /** Whose certificate it has: nodes of one cluster are trusted by the same clients. */
  readonly authority?: Authority | undefined;
}

/** Starts a server that shares a Redis with others. */
export function startNode({ redis, env, ...options }: NodeOptions): Promise<TestServer> {
  const shared = { REDIS_URL: redis.url, TOKEN_SECRET: 'what-all-nodes-of-a-cluster-share-in-32-bytes' };
  return startServer({ ...options, env: { ...shared, ...env } });
}
