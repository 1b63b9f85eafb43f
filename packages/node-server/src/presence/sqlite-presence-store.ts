import { randomUUID } from 'node:crypto';
import { toDuration } from '@switchboard/contract';
import type { Identity } from '../sessions/session.ts';
import type { Database } from '../stores/sqlite/database.ts';
import type { Jobs, Sync } from '../stores/sqlite/sqlite-jobs.ts';
import {
  DEFAULT_LEASE,
  type Departure,
  type Joined,
  type LeaseOptions,
  type PresenceStore,
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
`;

type Statement = ReturnType<Database['prepare']>;

interface Row {
  readonly room: string;
  readonly user_id: string;
  readonly user: string;
}

/** Presence for the processes of one machine: each has the database file open and is a node of its own. */
export const presenceJobs: Jobs<PresenceStore, [LeaseOptions?]> = {
  module: import.meta.url,
  name: 'presenceJobs',
  writes: ['connect', 'disconnect', 'join', 'leave', 'renew', 'sweep', 'release'],
  create,
};

function create(
  database: Database,
  { lease: leaseTime = DEFAULT_LEASE }: LeaseOptions = {},
): Sync<PresenceStore> {
  const lease = toDuration(leaseTime, 'lease');
  database.exec(SCHEMA);
  const node = randomUUID();
  const sql = prepareAll(database);
  const count = (statement: Statement, ...values: (string | number)[]): number =>
    (statement.get(values) as { count: number }).count;

  /** Forgets sockets, each with its memberships, and finds out who is in which room no more. */
  const forget = (ids: readonly string[]): Departure[] => {
    const rows = ids.flatMap((id) => sql.roomsOf.all(id) as Row[]);
    for (const id of ids) {
      sql.dropMembers.run(id);
      sql.dropSocket.run(id);
    }
    const gone = new Map(rows.map((row) => [`${row.user_id} ${row.room}`, row]));
    return [...gone.values()]
      .filter(({ room, user_id }) => count(sql.inRoom, room, user_id, Date.now()) === 0)
      .map(({ room, user }) => ({ room, user: toUser(user) }));
  };
  const idsOf = (rows: unknown[]): string[] => (rows as { id: string }[]).map(({ id }) => id);
  const take = ({ socketId, user }: UserSocket): void =>
    void sql.takeSocket.run(socketId, node, user.id, JSON.stringify(user));

  const renew = (): boolean => {
    const { changes } = sql.extend.run(Date.now() + lease, node, Date.now());
    if (changes === 0) sql.register.run(node, Date.now() + lease);
    return changes > 0;
  };
  renew();

  return {
    connect: (socket) => {
      sql.dropOthers.run(socket.socketId, socket.user.id);
      take(socket);
    },
    disconnect: (socketId) => forget([socketId]),
    join: (room, socket, limit): Joined => {
      const isNew = count(sql.inRoom, room, socket.user.id, Date.now()) === 0;
      if (isNew && count(sql.countMembers, room, Date.now()) >= limit) return 'full';
      take(socket);
      sql.join.run(room, socket.user.id, socket.socketId);
      return { isNew };
    },
    leave: (room, { socketId, user }) => {
      const { changes } = sql.leave.run(room, user.id, socketId);
      return changes > 0 && count(sql.inRoom, room, user.id, Date.now()) === 0;
    },
    renew,
    sweep: () => {
      if (count(sql.countDead, Date.now()) === 0) return [];
      const ids = idsOf(sql.socketsOfDead.all(Date.now()));
      sql.dropDead.run(Date.now());
      return forget(ids);
    },
    release: () => {
      const ids = idsOf(sql.socketsOfNode.all(node));
      sql.dropNode.run(node);
      return forget(ids);
    },
    members: (room) => (sql.members.all(room, Date.now()) as Row[]).map(({ user }) => toUser(user)),
    occupied: (limit) => sql.occupied.all(Date.now(), limit) as { name: string; members: number }[],
    isInRoom: (room, userId) => count(sql.inRoom, room, userId, Date.now()) > 0,
    countSockets: (userId) => count(sql.countSockets, userId, Date.now()),
  };
}

function prepareAll(database: Database) {
  const present = 'JOIN present ON present.id = members.socket_id';
  const prepare = (text: string) => database.prepare(text);
  return {
    takeSocket: prepare('INSERT OR REPLACE INTO sockets (id, node, user_id, user) VALUES (?, ?, ?, ?)'),
    dropSocket: prepare('DELETE FROM sockets WHERE id = ?'),
    dropMembers: prepare('DELETE FROM members WHERE socket_id = ?'),
    dropOthers: prepare('DELETE FROM members WHERE socket_id = ? AND user_id <> ?'),
    socketsOfNode: prepare('SELECT id FROM sockets WHERE node = ?'),
    socketsOfDead: prepare('SELECT id FROM sockets WHERE node NOT IN (SELECT id FROM nodes WHERE until > ?)'),
    countSockets: prepare('SELECT count(*) AS count FROM present WHERE user_id = ? AND until > ?'),
    roomsOf: prepare(`
      SELECT members.room, members.user_id, sockets.user
      FROM members JOIN sockets ON sockets.id = members.socket_id WHERE sockets.id = ?`),
    join: prepare('INSERT OR IGNORE INTO members (room, user_id, socket_id) VALUES (?, ?, ?)'),
    leave: prepare('DELETE FROM members WHERE room = ? AND user_id = ? AND socket_id = ?'),
    inRoom: prepare(
      `SELECT count(*) AS count FROM members ${present} WHERE room = ? AND members.user_id = ? AND until > ?`,
    ),
    countMembers: prepare(
      `SELECT count(DISTINCT members.user_id) AS count FROM members ${present} WHERE room = ? AND until > ?`,
    ),
    members: prepare(
      `SELECT user FROM members ${present} WHERE room = ? AND until > ?
       GROUP BY members.user_id ORDER BY min(members.rowid)`,
    ),
    occupied: prepare(`
      SELECT room AS name, count(DISTINCT members.user_id) AS members FROM members ${present}
      WHERE until > ? GROUP BY room ORDER BY 2 DESC LIMIT ?`),
    register: prepare('INSERT OR REPLACE INTO nodes (id, until) VALUES (?, ?)'),
    extend: prepare('UPDATE nodes SET until = ? WHERE id = ? AND until > ?'),
    countDead: prepare('SELECT count(*) AS count FROM nodes WHERE until <= ?'),
    dropDead: prepare('DELETE FROM nodes WHERE until <= ?'),
    dropNode: prepare('DELETE FROM nodes WHERE id = ?'),
  };
}

function toUser(json: string): Identity {
  return JSON.parse(json) as Identity;
}
