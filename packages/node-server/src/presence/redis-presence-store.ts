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
  type UserSocket,
} from './presence-store.ts';
import { PRESENCE_SCRIPT } from './redis-presence-script.ts';

/** Presence for processes on many machines. Leases run by Redis' own clock. Rejects if Redis is down already. */
export async function createRedisPresenceStore<User extends Identity = Identity>(
  client: RedisClient,
  { lease: leaseTime = DEFAULT_LEASE }: LeaseOptions = {},
): Promise<PresenceStore<User>> {
  const lease = toDuration(leaseTime, 'lease');
  const node = randomUUID();
  const script = redisScript(client, PRESENCE_SCRIPT);
  const step = (name: string, ...args: (string | number)[]) => script([], [name, ...args]);
  const argumentsOf = ({ socketId, user }: UserSocket<User>) => [
    node,
    socketId,
    user.id,
    JSON.stringify(user),
  ];
  const departures = async (name: string, ...args: string[]) =>
    toDepartures<User>((await step(name, ...args)) as string[]);
  const renew = async (): Promise<boolean> => (await step('renew', node, lease)) === 1;
  await renew();

  return {
    connect: async (socket) => void (await step('connect', ...argumentsOf(socket))),
    disconnect: (socketId) => departures('disconnect', socketId),
    join: async (room, socket, limit) => {
      const joined = await step('join', ...argumentsOf(socket), room, limit);
      return joined === 'full' ? 'full' : { isNew: joined === 'new' };
    },
    leave: async (room, { socketId, user }) => (await step('leave', node, socketId, user.id, room)) === 1,
    members: async (room) => ((await step('members', room)) as string[]).map(toUser<User>),
    occupied: async (limit) => toRooms((await step('occupied', limit)) as string[]),
    isInRoom: async (room, userId) => (await step('in_room', room, userId)) === 1,
    countSockets: async (userId) => (await step('count_sockets', userId)) as number,
    renew,
    sweep: () => departures('sweep'),
    release: () => departures('release', node),
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
