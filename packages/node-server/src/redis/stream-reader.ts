import { setTimeout as sleep } from 'node:timers/promises';
import type { RedisClient } from './redis-client.ts';
import { INCARNATION, readHistory } from './redis-history.ts';

/** Why entries may never reach this reader. */
export type GapReason = 'stalled' | 'store-restarted' | 'not-sent';

export interface StreamEntry {
  readonly id: string;
  readonly message: Readonly<Record<string, string>>;
}

export interface StreamReaderOptions {
  readonly stream: string;
  /** Called when entries may have been lost, before the next ones are given. */
  readonly onGap: (reason: GapReason) => void;
}

/** Reads a stream from now on. */
export interface StreamReader {
  /** The next entries, at most `count`; none after a second without any, or if Redis cannot be read now. Never rejects. */
  read(count: number): Promise<StreamEntry[]>;
  close(): void;
}

/** Milliseconds that one read waits for entries, and after which the next one looks whether some were lost. */
const [BLOCK, CHECK_INTERVAL] = [1_000, 1_000];

/** Milliseconds between tries while Redis cannot be read, doubled up to the longest. */
const [FIRST_PAUSE, LONGEST_PAUSE] = [50, 2_000];

/** Milliseconds that entries are kept, and between trims: large ones would fill Redis' memory for nothing. */
const [KEPT, TRIM_INTERVAL] = [60_000, 10_000];

/** Comes before every entry. */
const BEGINNING = '0-0';

/**
 * Opens a reader on a connection of its own. A first entry is written, so that the place to read from is known before
 * anything can be missed. Trimming takes the oldest entries, so as long as the entry before a read is still there after
 * it, the read missed nothing; that is looked at after a second, a new connection or a full read. Each read also looks whether
 * Redis still has the history that it had: after FLUSHALL, a restart or a failover entries may be gone, whatever is there.
 * Each reader trims entries that are a minute older than the last one that it read, so never that one itself.
 */
export async function openStreamReader(
  client: RedisClient,
  { stream, onGap }: StreamReaderOptions,
): Promise<StreamReader> {
  let last = await client.xAdd(stream, '*', { begin: '' });
  const connection = client.duplicate();
  connection.on('error', () => {}); // The client of the same Redis reports its outages.
  const isClosed = new AbortController();
  let isNew = false;
  let mustCheck = false;
  let checkedAt = performance.now();
  let trimmedAt = Number.NEGATIVE_INFINITY;
  let pause = FIRST_PAUSE;
  connection.on('ready', () => {
    isNew = true;
  });
  await connection.connect();
  isNew = false;
  let history = await readHistory(connection);

  const isThere = async (id: string): Promise<boolean> =>
    ((await connection.xRange(stream, id, id)) ?? []).length > 0;
  const trim = async (): Promise<void> => {
    trimmedAt = performance.now();
    const [milliseconds] = last.split('-');
    await connection.xTrim(stream, 'MINID', Math.max(0, Number(milliseconds) - KEPT), {
      strategyModifier: '~',
    });
  };
  const check = async (): Promise<void> => {
    const now = await readHistory(connection);
    const isSameStream = now.incarnation === history.incarnation;
    const isSame = isSameStream && now.line === history.line;
    const reason = isNew || !isSame ? 'store-restarted' : 'stalled';
    // Another stream may have given the same id to another entry.
    const isKept = isSameStream && (last === BEGINNING || (await isThere(last)));
    checkedAt = performance.now();
    isNew = false;
    mustCheck = false;
    history = now;
    if (!isKept) last = BEGINNING;
    if (!isSame || !isKept) onGap(reason);
    // The server ends the connection, and the next one may find the new primary.
    if (now.isReplica) await connection.sendCommand(['QUIT']);
  };

  return {
    read: async (count) => {
      try {
        if (performance.now() - trimmedAt > TRIM_INTERVAL) await trim();
        const [found, incarnation] = await Promise.all([
          connection.xRead({ key: stream, id: last }, { COUNT: count, BLOCK }),
          connection.get(INCARNATION),
        ]);
        if (incarnation !== history.incarnation) mustCheck = true;
        const entries = (found as { messages: StreamEntry[] }[] | null)?.[0]?.messages ?? [];
        const isFull = entries.length === count;
        const isStale = performance.now() - checkedAt > CHECK_INTERVAL;
        if (isNew || mustCheck || isFull || isStale) await check();
        last = entries.at(-1)?.id ?? last;
        mustCheck = isFull;
        pause = FIRST_PAUSE;
        return entries;
      } catch {
        mustCheck = true;
        await sleep(pause, undefined, { signal: isClosed.signal }).catch(() => {});
        pause = Math.min(pause * 2, LONGEST_PAUSE);
        return [];
      }
    },
    close: () => {
      isClosed.abort();
      if (connection.isOpen) connection.destroy();
    },
  };
}
