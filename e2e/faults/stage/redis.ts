import { startTestRedis, type TestRedis } from '@switchboard/node-server/testing';
import { onTestFinished } from 'vitest';

/** Starts a Redis that ends with the test, and has on the disk whatever it has acknowledged. */
export async function startRedis(): Promise<TestRedis> {
  const redis = await startTestRedis('--appendonly', 'yes', '--appendfsync', 'always');
  onTestFinished(() => redis[Symbol.asyncDispose]());
  return redis;
}

/** Sends one command, words apart, and resolves to its reply. Rejects if that is an error. */
export async function sendCommand(redis: TestRedis, words: string): Promise<unknown> {
  const client = await redis.connect();
  return client.sendCommand(words.split(' '));
}
