import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { userRoom } from '@switchboard/router';
import { pino } from 'pino';
import { Server as SocketIoServer } from 'socket.io';
import { io as openClient } from 'socket.io-client';
import { expect, it, onTestFinished } from 'vitest';
import { tempFolder } from '../app.fixture.ts';
import type { Server, Socket } from '../door/socket-server.ts';
import { createPresence } from '../presence/presence.ts';
import { presenceJobs } from '../presence/sqlite-presence-store.ts';
import { openSqlite } from '../stores/sqlite/sqlite.ts';
import { createLiveSessions, type LiveSessions, type SessionEndReason } from './live-sessions.ts';

const user = { id: 'u1', name: 'Alice' };

/** What the namespace gets from an adapter that heard another process; pinned here. */
interface Hearing {
  _onServerSideEmit(args: unknown[]): void;
}

interface Process {
  readonly io: Server;
  readonly live: LiveSessions;
  /** A client with this session, and what ended it. */
  join(sessionId: string): Promise<{ id: string; ended: Promise<unknown> }>;
}

async function startProcess(): Promise<Process> {
  const http = createServer().listen(0);
  await once(http, 'listening');
  const io: Server = new SocketIoServer(http);
  onTestFinished(() => io.close());
  const database = await openSqlite(tempFolder(), 'volatile');
  onTestFinished(database.close);
  const presence = createPresence(io, {
    store: await database.store(presenceJobs),
    logger: pino({ level: 'silent' }),
    onJoined: () => {},
    onLeft: () => {},
  });
  onTestFinished(presence.close);
  const onSessionEnded = (socketId: string, reason: SessionEndReason) =>
    void io.to(socketId).emit('ended', { reason });
  const live = createLiveSessions(io, { ...presence, onSessionEnded });
  const { port } = http.address() as AddressInfo;
  return {
    io,
    live,
    join: async (sessionId) => {
      const arrival = once(io, 'connection') as Promise<[Socket]>;
      const client = openClient(`http://localhost:${port}`, { forceNew: true, transports: ['websocket'] });
      onTestFinished(() => void client.disconnect());
      const ended = new Promise((resolve) => client.once('ended', resolve));
      const [{ id }] = await arrival;
      await live.hold(id, { id: sessionId, user, expiresAt: Date.now() + 60_000 });
      return { id, ended };
    },
  };
}

/** Joins two processes, as an adapter for several does it. */
function joinAdapters(one: Process, other: Process): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    Object.assign(from.io.of('/').adapter, {
      serverCount: () => Promise.resolve(2),
      serverSideEmit: (args: unknown[]) =>
        (to.io.of('/') as unknown as Hearing)._onServerSideEmit(
          JSON.parse(JSON.stringify(args)) as unknown[],
        ),
    });
  }
}

it('ends the sessions of a user on every process, but for the one that is kept', async () => {
  const [here, there] = [await startProcess(), await startProcess()];
  joinAdapters(here, there);
  const [old, kept] = [await there.join('old'), await there.join('new')];
  here.live.end(user.id, 'replaced', 'new');
  expect(await old.ended).toEqual({ reason: 'replaced' });
  expect([there.live.of(old.id), there.live.of(kept.id)]).toMatchObject([undefined, { id: 'new' }]);
  expect(there.io.of('/').adapter.rooms.get(userRoom(user.id))).toEqual(new Set([kept.id]));

  here.live.end(user.id, 'revoked');
  expect(await kept.ended).toEqual({ reason: 'revoked' });
  expect(there.live.of(kept.id)).toBeUndefined();
});

it('says nothing to others where there are none', async () => {
  const { io, live, join } = await startProcess();
  let sent = 0;
  Object.assign(io.of('/').adapter, { serverSideEmit: () => (sent += 1) });
  const { ended } = await join('s1');
  live.end(user.id, 'revoked');
  expect(await ended).toEqual({ reason: 'revoked' });
  expect(sent).toBe(0);
});
