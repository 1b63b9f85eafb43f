import { expect, it, onTestFinished } from 'vitest';
import { type BareServer, startBare } from '../servers/bare-server.ts';
import type { Caller } from './caller.ts';
import { enterRooms, joinRoom } from './enter-rooms.ts';
import { openCallers } from './open-callers.ts';
import { runChat } from './run-chat.ts';

const EVENTS = 7;

async function start(): Promise<BareServer> {
  const server = await startBare({ tls: undefined, events: EVENTS });
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
}

async function connect({ port }: BareServer, connections: number, from?: string): Promise<Caller[]> {
  const address = { port, tls: false, from };
  const callers = await openCallers({ address, flavour: 'socket.io', connections });
  onTestFinished(async () => void (await Promise.all(callers.map((caller) => caller.close()))));
  return callers;
}

/** Who is in each room, by the names of the login. */
async function membersOf({ io }: BareServer, rooms: readonly string[]): Promise<number[]> {
  return Promise.all(rooms.map(async (room) => (await io.in(room).fetchSockets()).length));
}

it('logs everyone in and has each join a room of its own', async () => {
  const server = await start();
  const names: unknown[] = [];
  server.io.on('connection', (socket) => socket.on('session:login', ({ name }) => names.push(name)));
  const callers = await connect(server, 3);
  expect(await enterRooms(callers, { rooms: 'room' })).toEqual(['room-0', 'room-1', 'room-2']);
  expect(names.toSorted()).toEqual(['room-0', 'room-1', 'room-2']);
  expect(await membersOf(server, ['room-0', 'room-1', 'room-2'])).toEqual([1, 1, 1]);
});

it('spreads callers over rooms of a size, so that neighbours are in different ones', async () => {
  const server = await start();
  const callers = await connect(server, 6);
  const entered = await enterRooms(callers, { rooms: 'room', members: 3 });
  expect(entered).toEqual(['room-0', 'room-1', 'room-0', 'room-1', 'room-0', 'room-1']);
  expect(await membersOf(server, ['room-0', 'room-1'])).toEqual([3, 3]);
});

it('says who was not let into a room', async () => {
  const server = await start();
  const callers = await connect(server, 2);
  server.io.removeAllListeners('connection');
  server.io.on('connection', (socket) =>
    socket.onAny((_event: string, _payload: unknown, ack: (reply: unknown) => void) =>
      ack({ ok: false, error: { code: 'NAME_TAKEN' } }),
    ),
  );
  await expect(enterRooms(await connect(server, 1), { rooms: 'room' })).rejects.toThrow(
    'session:login was refused: {"ok":false',
  );
  await expect(joinRoom(callers, 'hall')).resolves.toBeUndefined();
});

it('has every member get every message, and takes the time of the last', async () => {
  const server = await start();
  const callers = await connect(server, 4);
  const entered = await enterRooms(callers, { rooms: 'room', members: 2 });
  const own = await runChat(callers, entered, { seconds: 0.1, pace: 10 });
  expect(own).toMatchObject({ deliveries: 80 });
  expect([own.acknowledged.length, own.delivered.length]).toEqual([40, 40]);
  await joinRoom(callers, 'hall');
  const hall = await runChat(callers, entered, { seconds: 0.1, pace: 10, room: 'hall' });
  expect(hall.deliveries).toBe(160);
});

it('fails for a message that is refused', async () => {
  const server = await start();
  server.io.removeAllListeners('connection');
  server.io.on('connection', (socket) =>
    socket.on('message:send', (_message: unknown, ack: (reply: unknown) => void) =>
      ack({ ok: false, error: { code: 'ROOM_NOT_JOINED' } }),
    ),
  );
  const callers = await connect(server, 2);
  await expect(runChat(callers, ['a', 'a'], { seconds: 0.1, pace: 10 })).rejects.toThrow('ROOM_NOT_JOINED');
});

it.runIf(process.platform === 'linux')(
  'comes from the address of the loopback range that it was given',
  async () => {
    const server = await start();
    const addresses: unknown[] = [];
    server.io.on('connection', (socket) => addresses.push(socket.conn.remoteAddress));
    await connect(server, 1, '127.0.0.9');
    expect(addresses).toEqual([expect.stringContaining('127.0.0.9')]);
  },
);
