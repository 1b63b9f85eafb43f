import { createAdapter } from '@socket.io/redis-streams-adapter';
import type { Server } from '../door/socket-server.ts';
import { onRedis } from './on-redis.ts';
import { type RedisClient, unusableRedis } from './redis-client.ts';
import { type GapReason, openStreamReader } from './stream-reader.ts';

const STREAM = 'switchboard:events';

/** Entries that the stream keeps: a node that falls further behind loses some, and says so. */
const MAX_LENGTH = 10_000;

const READ_AT_ONCE = 100;

export interface RedisAdapterOptions {
  /** Called when events of other nodes may not have reached the sockets of this one. */
  readonly onGap: (reason: GapReason) => void;
}

/**
 * Makes the servers of many machines one: events go through a stream in Redis. Call it before anything looks at the
 * adapter. Socket.IO's own adapter gets a client of ours in which its known losses are closed or reported: it reads from a
 * known place, notices what was trimmed before it was read, waits between tries, and reports to the other nodes the events that
 * could not be sent. Rejects with a StartError if Redis takes no entries.
 */
export async function joinOverRedis(
  io: Server,
  client: RedisClient,
  { onGap }: RedisAdapterOptions,
): Promise<void> {
  const reader = await openStreamReader(client, { stream: STREAM, onGap }).catch((cause: unknown) => {
    throw unusableRedis(cause);
  });
  const subscriber = client.duplicate();
  subscriber.on('error', () => {}); // The client of the same Redis reports its outages.
  await subscriber.connect();
  const node = crypto.randomUUID();
  const trim = { TRIM: { strategy: 'MAXLEN', strategyModifier: '~', threshold: MAX_LENGTH } } as const;
  const add = (fields: Record<string, string>): Promise<string> =>
    onRedis(() => client.xAdd(STREAM, '*', fields, trim));
  let hasUnsent = false;

  /** Writes to the stream, as soon as Redis takes entries again, that some are missing. */
  const reportUnsent = async (): Promise<void> => {
    if (!hasUnsent || !client.isReady) return;
    hasUnsent = false;
    await add({ gap: node }).catch(() => {
      hasUnsent = true;
    });
  };

  // What the adapter needs of a `redis` client; `sSubscribe` is how it knows one.
  const facade = {
    sSubscribe: () => {},
    on: () => facade,
    duplicate: () => facade,
    connect: async () => facade,
    xAdd: (_stream: string, _id: string, fields: Record<string, string>) =>
      add(fields).catch((error: unknown) => {
        hasUnsent = true;
        throw error;
      }),
    xRead: async () => {
      await reportUnsent();
      const messages = await reader.read(READ_AT_ONCE);
      if (messages.some(({ message }) => message.gap !== undefined && message.gap !== node))
        onGap('not-sent');
      return messages.length > 0 ? [{ messages }] : null;
    },
    // Nobody listens to what these give, so that a rejection would end the process.
    publish: (channel: string, payload: Buffer) => client.publish(channel, payload).catch(() => 0),
    subscribe: (channels: string[], listener: (payload: Buffer) => void) =>
      subscriber.subscribe(channels, listener, true).catch(() => {}),
    sendCommand: (args: string[]) => onRedis(() => client.sendCommand(args)),
    disconnect: () => {
      reader.close();
      if (subscriber.isOpen) subscriber.destroy();
    },
  };
  // What joins the processes of one machine is not needed any more.
  void io.of('/').adapter.close();
  io.adapter(createAdapter(facade, { streamName: STREAM, channelPrefix: STREAM, readCount: READ_AT_ONCE }));
}
