import { randomUUID } from 'node:crypto';
import { toDuration } from '@switchboard/contract';
import type { RedisClient } from '../redis/redis-client.ts';
import { redisScript } from '../redis/redis-script.ts';
import type { Identity } from '../sessions/session.ts';
import {
  DEFAULT_LEASE,
  type Departure,
  type LeaseOptions,
  type OccupiedRoom,
  type PresenceStore,
  SLICE,
  type Sweep,
  type UserSocket,
} from './presence-store.ts';
import { PRESENCE_SCRIPT } from './redis-presence-script.ts';

/** What a step gives: what is left of its budget, then room and user of each departure. */
type Swept = readonly [rest: number, ...flat: string[]];

/** Presence for processes on many machines. Leases run by Redis' own clock. Rejects if Redis is down already. */
export async function createRedisPresenceStore<User extends Identity = Identity>(
  client: RedisClient,
  { lease: leaseTime = DEFAULT_LEASE }: LeaseOptions = {},
): Promise<PresenceStore<User>> {
  const lease = toDuration(leaseTime, 'lease');
  const node = randomUUID();
  const script = redisScript(client, PRESENCE_SCRIPT);
  const step = (name: string, ...args: (string | number)[]) =>
    script([], [name, node, lease, SLICE, ...args]);
  /** Runs a step until the socket is free of what it was before. */
  const settle = async (name: string, ...args: (string | number)[]): Promise<unknown> => {
    for (;;) {
      const result = await step(name, ...args);
      if (result !== 'again') return result;
    }
  };
  const argumentsOf = ({ socketId, user }: UserSocket<User>) => [socketId, user.id, JSON.stringify(user)];
  const sweep = async (name: string, ...args: string[]): Promise<Sweep<User>> => {
    const [rest, ...flat] = (await step(name, ...args)) as Swept;
    return { departures: toDepartures<User>(flat), isDone: rest > 0 };
  };
  const renew = async (): Promise<boolean> => (await step('renew')) === 1;
  await renew();

  return {
    connect: async (socket, limit) => (await settle('connect', ...argumentsOf(socket), limit)) === 1,
    disconnect: async (socketId) => {
      const departures: Departure<User>[] = [];
      for (;;) {
        const slice = await sweep('disconnect', socketId);
        departures.push(...slice.departures);
        if (slice.isDone) return departures;
      }
    },
    join: async (room, socket, limit) => {
      const joined = await settle('join', ...argumentsOf(socket), room, limit);
      return joined === 'full' ? 'full' : { isNew: joined === 'new' };
    },
    leave: async (room, socket) => (await step('leave', ...argumentsOf(socket), room)) === 1,
    members: async (room) => ((await step('members', room)) as string[]).map(toUser<User>),
    occupied: async (limit) => toRooms((await step('occupied', limit)) as string[]),
    isInRoom: async (room, userId) => (await step('in_room', room, userId)) === 1,
    countSockets: async (userId) => (await step('count_sockets', userId)) as number,
    renew,
    sweep: () => sweep('sweep'),
    release: () => sweep('release'),
    published: async (departures) => {
      if (departures.length > 0)
        await step('published', ...departures.flatMap(({ room, user }) => [room, user.id]));
    },
  };
}

function toDepartures<User extends Identity>(flat: readonly string[]): Departure<User>[] {
  return pairsOf(flat).map(([room, user]) => ({ room, user: toUser(user) }));
}

function toRooms(flat: readonly string[]): OccupiedRoom[] {
  return pairsOf(flat).map(([name, members]) => ({ name, members: Number(members) }));
}

function pairsOf(flat: readonly string[]): [string, string][] {
  return flat.flatMap((value, i): [string, string][] => (i % 2 ? [] : [[value, flat[i + 1] as string]]));
}

function toUser<User extends Identity>(json: string): User {
  return JSON.parse(json) as User;
}
