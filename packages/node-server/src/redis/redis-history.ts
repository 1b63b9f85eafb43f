import { randomUUID } from 'node:crypto';
import type { RedisClient } from './redis-client.ts';

/** A random id that Redis keeps as long as it keeps everything else. */
export const INCARNATION = 'switchboard:incarnation';

/** What Redis has now, by name: another one where it may have lost or taken back what it had acknowledged. */
export interface RedisHistory {
  readonly incarnation: string;
  /** The run of the server, and the line of replication, which is another one after each promotion; empty where the access rules hide it. */
  readonly line: string;
  /** Whether it follows another Redis, and so takes no writes. */
  readonly isReplica: boolean;
}

type Commands = Pick<RedisClient, 'set' | 'get' | 'info'>;

/** Reads which history this is, and begins one where there is none. */
export async function readHistory(client: Commands): Promise<RedisHistory> {
  const info = await client.info().catch((error: Error) => {
    if (!error.message.startsWith('NOPERM')) throw error;
    return '';
  });
  const field = (name: string) => new RegExp(`^${name}:(\\w+)`, 'm').exec(info)?.[1] ?? '';
  const isReplica = field('role') === 'slave';
  if (!isReplica) await client.set(INCARNATION, randomUUID(), { condition: 'NX' });
  const incarnation = (await client.get(INCARNATION)) ?? '';
  return { incarnation, line: `${field('run_id')}.${field('master_replid')}`, isReplica };
}
