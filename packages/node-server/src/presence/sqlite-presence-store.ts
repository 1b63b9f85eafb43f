import { randomUUID } from 'node:crypto';
import { toDuration } from '@switchboard/contract';
import type { Identity } from '../sessions/session.ts';
import type { Database } from '../stores/sqlite/database.ts';
import { machineTime } from '../stores/sqlite/machine-time.ts';
import type { Jobs, Sync } from '../stores/sqlite/sqlite-jobs.ts';
import {
  DEFAULT_LEASE,
  type Departure,
  type Joined,
  type LeaseOptions,
  type OccupiedRoom,
  type PresenceStore,
  SLICE,
  type UserSocket,
} from './presence-store.ts';

// Users are kept as JSON, which escapes what would not come back out of a column of text.
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS nodes (id TEXT PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS sockets (
    id TEXT PRIMARY KEY, node TEXT NOT NULL, user_id TEXT NOT NULL, user TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS sockets_by_user ON sockets (user_id);
  CREATE INDEX IF NOT EXISTS sockets_by_node ON sockets (node);
  CREATE TABLE IF NOT EXISTS members (
    room TEXT NOT NULL, user_id TEXT NOT NULL, socket_id TEXT NOT NULL, UNIQUE (room, user_id, socket_id)
  );
  CREATE INDEX IF NOT EXISTS members_by_socket ON members (socket_id);
  CREATE VIEW IF NOT EXISTS present AS
    SELECT sockets.id, sockets.node, sockets.user_id, sockets.user, nodes.until
    FROM sockets JOIN nodes ON nodes.id = sockets.node;

  -- How many people are in each room, kept by triggers.
  CREATE TABLE IF NOT EXISTS occupied (room TEXT PRIMARY KEY, people INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS occupied_by_people ON occupied (people);
  CREATE TRIGGER IF NOT EXISTS member_came AFTER INSERT ON members
    WHEN NOT EXISTS (SELECT 1 FROM members WHERE room = new.room AND user_id = new.user_id AND rowid <> new.rowid)
    BEGIN
      INSERT INTO occupied (room, people) VALUES (new.room, 1)
        ON CONFLICT (room) DO UPDATE SET people = people + 1;
    END;
  CREATE TRIGGER IF NOT EXISTS member_went AFTER DELETE ON members
    WHEN NOT EXISTS (SELECT 1 FROM members WHERE room = old.room AND user_id = old.user_id)
    BEGIN
      UPDATE occupied SET people = people - 1 WHERE room = old.room;
      DELETE FROM occupied WHERE room = old.room AND people <= 0;
    END;

  -- What is not published yet, and until when it is a node's.
  CREATE TABLE IF NOT EXISTS departures (
    room TEXT NOT NULL, user_id TEXT NOT NULL, user TEXT NOT NULL, until INTEGER NOT NULL,
    PRIMARY KEY (room, user_id)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS departures_by_end ON departures (until);
`;

type Statement = ReturnType<Database['prepare']>;

interface Row {
  readonly room: string;
  readonly user_id: string;
  readonly socket_id: string;
  readonly user: string;
}

/**
 * Presence for the processes of one machine: each has the database file open and is a node of its own. Leases run by the
 * machine's clock, which nobody can set.
 */
export const presenceJobs: Jobs<PresenceStore, [LeaseOptions?]> = {
  module: import.meta.url,
  name: 'presenceJobs',
  writes: ['connect', 'disconnect', 'join', 'leave', 'renew', 'sweep', 'release', 'published'],
  create,
};

function create(
  database: Database,
  { lease: leaseTime = DEFAULT_LEASE }: LeaseOptions = {},
): Sync<PresenceStore> {
  const lease = toDuration(leaseTime, 'lease');
  database.exec(SCHEMA);
  const node = randomUUID();
  const sql = prepareAll(database, node);
  const count = (statement: Statement, ...values: (string | number)[]): number =>
    (statement.get(values) as { count: number }).count;

  /** Takes members out of their rooms. Gives those whose user is there on no other socket, and keeps them until they are published. */
  const remove = (members: readonly Row[], until: number): Departure[] =>
    members.flatMap(({ room, user_id: userId, socket_id: socketId, user }) => {
      const { changes } = sql.leave.run(room, userId, socketId);
      if (changes === 0 || count(sql.socketsIn, room, userId) > 0) return [];
      sql.depart.run(room, userId, user, until);
      return [{ room, user: toUser(user) }];
    });
  const roomsOf = (socketId: string): Row[] => sql.roomsOf.all(socketId, -1) as Row[];
  const take = ({ socketId, user }: UserSocket): void => {
    // A node that has no lease yet is one whose lease ran out, so that what it has is swept if it does not come back.
    sql.register.run(node);
    sql.takeSocket.run(socketId, node, user.id, JSON.stringify(user));
  };
  /** Takes a socket that was somebody else's out of its rooms. */
  const free = ({ socketId, user }: UserSocket): void => {
    const before = sql.userOf.get(socketId) as { user_id: string } | undefined;
    if (before && before.user_id !== user.id) remove(roomsOf(socketId), machineTime() + lease);
  };
  /** Forgets at most a slice of a node's memberships. Gives what is left of it: nothing where it was too small. */
  const drop = (id: string, slice: number, until: number, departures: Departure[] = []): number => {
    let rest = slice;
    while (rest > 0) {
      const socket = sql.socketOfNode.get(id) as { id: string } | undefined;
      if (!socket) {
        sql.dropNode.run(id);
        return rest;
      }
      const members = sql.roomsOf.all(socket.id, rest) as Row[];
      departures.push(...remove(members, until));
      rest -= members.length;
      if (rest > 0) sql.dropSocket.run(socket.id);
      rest -= 1;
    }
    return 0;
  };

  const renew = (): boolean => {
    const now = machineTime();
    const { changes } = sql.extend.run(now + lease, node, now);
    if (changes > 0) return true;
    sql.register.run(node);
    sql.hold.run(now + lease, node);
    return false;
  };
  database.exec(RECOUNT);
  renew();

  return {
    connect: (socket, limit) => {
      if (count(sql.countOthers, socket.user.id, socket.socketId, machineTime()) >= limit) return false;
      free(socket);
      take(socket);
      return true;
    },
    disconnect: (socketId) => {
      const departures = remove(roomsOf(socketId), machineTime() + lease);
      sql.dropSocket.run(socketId);
      return departures;
    },
    join: (room, socket, limit): Joined => {
      free(socket);
      const now = machineTime();
      const isNew = count(sql.inRoom, room, socket.user.id, now) === 0;
      // The members of nodes whose lease ran out take no place, so they are left out where they would make the room full.
      const isFull = () => count(sql.peopleIn, room) >= limit && count(sql.countMembers, room, now) >= limit;
      if (isNew && isFull()) return 'full';
      take(socket);
      sql.join.run(room, socket.user.id, socket.socketId);
      return { isNew };
    },
    leave: (room, { socketId, user }) => {
      const member = { room, user_id: user.id, socket_id: socketId, user: JSON.stringify(user) };
      return remove([member], machineTime() + lease).length > 0;
    },
    renew,
    sweep: () => {
      const now = machineTime();
      let rest = SLICE;
      for (const { id } of sql.deadNodes.all(now, SLICE) as { id: string }[])
        if (rest > 0) rest = drop(id, rest, 0);
      const found = sql.unpublished.all(now, SLICE) as Row[];
      const departures = found.filter(({ room, user_id: userId }) => {
        const isBack = count(sql.socketsIn, room, userId) > 0;
        if (isBack) sql.forgetDeparture.run(room, userId);
        else sql.claimDeparture.run(now + lease, room, userId);
        return !isBack;
      });
      return {
        departures: departures.map(({ room, user }) => ({ room, user: toUser(user) })),
        isDone: rest > 0 && found.length < SLICE,
      };
    },
    release: () => {
      const departures: Departure[] = [];
      const rest = drop(node, SLICE, machineTime() + lease, departures);
      return { departures, isDone: rest > 0 };
    },
    published: (departures) => {
      for (const { room, user } of departures) sql.forgetDeparture.run(room, user.id);
    },
    members: (room) => (sql.members.all(room, machineTime()) as Row[]).map(({ user }) => toUser(user)),
    occupied: (limit) => sql.occupied.all(limit) as unknown[] as OccupiedRoom[],
    isInRoom: (room, userId) => count(sql.inRoom, room, userId, machineTime()) > 0,
    countSockets: (userId) => count(sql.countSockets, userId, machineTime()),
  };
}

/** For what an earlier version wrote. */
const RECOUNT = `
  INSERT INTO occupied SELECT room, count(DISTINCT user_id) FROM members
  WHERE NOT EXISTS (SELECT 1 FROM occupied) GROUP BY room;
`;

function prepareAll(database: Database, node: string) {
  const present = 'JOIN present ON present.id = members.socket_id';
  /** A node always counts its own sockets, whatever its lease says. */
  const isLive = `(until > ? OR node = '${node}')`;
  const prepare = (text: string) => database.prepare(text);
  return {
    takeSocket: prepare('INSERT OR REPLACE INTO sockets (id, node, user_id, user) VALUES (?, ?, ?, ?)'),
    userOf: prepare('SELECT user_id FROM sockets WHERE id = ?'),
    dropSocket: prepare('DELETE FROM sockets WHERE id = ?'),
    socketOfNode: prepare('SELECT id FROM sockets WHERE node = ? LIMIT 1'),
    countSockets: prepare(`SELECT count(*) AS count FROM present WHERE user_id = ? AND ${isLive}`),
    countOthers: prepare(`SELECT count(*) AS count FROM present WHERE user_id = ? AND id <> ? AND ${isLive}`),
    roomsOf: prepare(`
      SELECT members.room, members.user_id, members.socket_id, sockets.user
      FROM members JOIN sockets ON sockets.id = members.socket_id WHERE sockets.id = ? LIMIT ?`),
    join: prepare('INSERT OR IGNORE INTO members (room, user_id, socket_id) VALUES (?, ?, ?)'),
    leave: prepare('DELETE FROM members WHERE room = ? AND user_id = ? AND socket_id = ?'),
    socketsIn: prepare('SELECT count(*) AS count FROM members WHERE room = ? AND user_id = ?'),
    inRoom: prepare(
      `SELECT count(*) AS count FROM members ${present} WHERE room = ? AND members.user_id = ? AND ${isLive}`,
    ),
    peopleIn: prepare('SELECT coalesce(sum(people), 0) AS count FROM occupied WHERE room = ?'),
    countMembers: prepare(
      `SELECT count(DISTINCT members.user_id) AS count FROM members ${present} WHERE room = ? AND ${isLive}`,
    ),
    members: prepare(
      `SELECT user FROM members ${present} WHERE room = ? AND ${isLive}
       GROUP BY members.user_id ORDER BY min(members.rowid)`,
    ),
    occupied: prepare('SELECT room AS name, people AS members FROM occupied ORDER BY people DESC LIMIT ?'),
    register: prepare('INSERT OR IGNORE INTO nodes (id, until) VALUES (?, 0)'),
    hold: prepare('UPDATE nodes SET until = ? WHERE id = ?'),
    extend: prepare('UPDATE nodes SET until = ? WHERE id = ? AND until > ?'),
    deadNodes: prepare(`SELECT id FROM nodes WHERE until <= ? AND id <> '${node}' LIMIT ?`),
    dropNode: prepare('DELETE FROM nodes WHERE id = ?'),
    depart: prepare('INSERT OR REPLACE INTO departures (room, user_id, user, until) VALUES (?, ?, ?, ?)'),
    unpublished: prepare('SELECT room, user_id, user FROM departures WHERE until <= ? LIMIT ?'),
    claimDeparture: prepare('UPDATE departures SET until = ? WHERE room = ? AND user_id = ?'),
    forgetDeparture: prepare('DELETE FROM departures WHERE room = ? AND user_id = ?'),
  };
}

function toUser(json: string): Identity {
  return JSON.parse(json) as Identity;
}
