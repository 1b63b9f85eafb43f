import { setTimeout as delay } from 'node:timers/promises';
import type { Socket } from 'socket.io-client';
import type { Attack } from './attack.ts';
import type { Attacker } from './attacker.ts';

/** What is legal in each call, and too much in all of them. */
export const callAttacks: readonly Attack[] = [
  {
    name: 'large-echoes',
    counts: ['TOO_MANY_REQUESTS'],
    run: (attacker) => {
      const value = 'x'.repeat(36_000);
      return asClients(attacker, 1, async (socket) =>
        every(socket, 10, 4, () => call(socket, 'system:echo', { value })),
      );
    },
  },
  {
    name: 'logins-by-reconnecting',
    counts: ['TOO_MANY_REQUESTS'],
    run: (attacker) =>
      attacker.inParallel(
        8,
        async (place) => {
          const socket = await attacker.connect();
          await call(socket, 'session:login', { name: `Login ${place} ${Math.random()}` });
          socket.disconnect();
        },
        0,
      ),
  },
  {
    name: 'calls-over-http',
    counts: ['TOO_MANY_REQUESTS'],
    run: (attacker) => {
      const agent = attacker.agent(8);
      const type = { 'Content-Type': 'application/json' };
      return attacker.inParallel(
        8,
        () => attacker.request(agent, '/events/system:echo', '{"value":1}', type),
        0,
      );
    },
  },
  {
    name: 'metrics',
    counts: [],
    run: (attacker) => {
      const agent = attacker.agent(32);
      return attacker.inParallel(32, () => attacker.request(agent, '/metrics'), 0);
    },
  },
  {
    name: 'many-rooms',
    counts: ['FORBIDDEN'],
    run: (attacker) =>
      asClients(attacker, 3, async (socket, place) => {
        let room = 0;
        await every(socket, 6, 1, () => call(socket, 'room:join', { room: `room-${place}-${room++}` }));
      }),
  },
  {
    name: 'room-lists',
    counts: ['TOO_MANY_REQUESTS'],
    run: (attacker) =>
      asClients(attacker, 10, async (socket, place, token) => {
        const fill = async (): Promise<void> => {
          // One after the other: ten connections at a time are no attack of their own.
          for (let tab = 0; tab < 10; tab++) {
            const each = tab === 0 ? socket : await attacker.connect({ auth: { token } });
            const rooms = Array.from({ length: 100 }, (_, room) => `list-${place}-${tab}-${room}`);
            for (const room of rooms) await call(each, 'room:join', { room });
          }
        };
        void fill().catch(() => undefined);
        await every(socket, 80, 1, () => call(socket, 'room:list', undefined));
      }),
  },
  {
    name: 'attachments',
    counts: ['TOO_MANY_REQUESTS'],
    run: (attacker) =>
      asClients(attacker, 10, async (socket, place) => {
        await call(socket, 'room:join', { room: 'attached' });
        if (place > 0) return new Promise((resolve) => socket.once('disconnect', resolve));
        const attachment = { name: 'a', type: 'image/png', bytes: new Uint8Array(120_000) };
        return every(socket, 25, 1, () =>
          call(socket, 'message:send', { room: 'attached', text: 'x', attachment }),
        );
      }),
  },
  {
    name: 'pages-of-attachments',
    counts: ['TOO_MANY_REQUESTS'],
    run: (attacker) =>
      asClients(attacker, 3, async (socket, place) => {
        const room = `archive-${place}`;
        await call(socket, 'room:join', { room });
        const attachment = { name: 'a', type: 'image/png', bytes: new Uint8Array(120_000) };
        for (let sent = 0; sent < 40; sent++) {
          await call(socket, 'message:send', { room, text: 'x', attachment });
        }
        const reads = [
          () => call(socket, 'message:history', { room, limit: 100 }),
          () => call(socket, 'room:join', { room }),
        ];
        await Promise.all(reads.map((read) => every(socket, 40, 1, read)));
      }),
  },
  {
    name: 'talk-in-a-full-room',
    counts: ['TOO_MANY_REQUESTS'],
    run: (attacker) =>
      asClients(attacker, 40, async (socket) => {
        await call(socket, 'room:join', { room: 'full' });
        await every(socket, 20, 1, () =>
          call(socket, 'message:send', { room: 'full', text: 'x'.repeat(2_000) }),
        );
      }),
  },
];

/** So many clients log in and do this until they are disconnected. */
function asClients(
  attacker: Attacker,
  count: number,
  work: (socket: Socket, place: number, token: string) => Promise<unknown>,
): Promise<void> {
  return attacker.inParallel(count, async (place) => {
    const socket = await attacker.connect();
    const name = `Attacker ${place} ${Math.floor(Math.random() * 1e6)}`;
    const login = (await call(socket, 'session:login', { name })) as { data?: { token: string } };
    await work(socket, place, login.data?.token ?? '');
  });
}

function call(socket: Socket, event: string, payload: unknown): Promise<unknown> {
  return socket.timeout(10_000).emitWithAck(event, payload);
}

/** Does it so often each so many milliseconds, whether or not it was answered, until the socket is disconnected. */
async function every(
  socket: Socket,
  milliseconds: number,
  count: number,
  work: () => Promise<unknown>,
): Promise<void> {
  while (socket.connected) {
    for (let done = 0; done < count; done++) void work().catch(() => undefined);
    await delay(milliseconds);
  }
}
