// A socket that leaves while a call waits for a store, in every place where it can.

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { Server as SocketIoServer } from 'socket.io';
import { io as openClient } from 'socket.io-client';
import { onTestFinished } from 'vitest';
import { boardContract } from '../board.fixture.ts';
import type { Connection, Server, Socket } from '../door/socket-server.ts';
import { createPresence, type Presence } from '../presence/presence.ts';
import type { PresenceStore } from '../presence/presence-store.ts';
import { admitBy } from './admit.ts';
import { identifyBy } from './identify.ts';
import { createLiveSessions } from './live-sessions.ts';
import { createLogins, type Logins } from './logins.ts';
import type { SessionStore } from './session-store.ts';
import { createTokens } from './tokens.ts';

export interface OpenStores {
  readonly sessions: SessionStore;
  readonly presence: PresenceStore;
}

/** Calls something before or after one of the waits that come once the watch has begun. */
export class Watch {
  readonly waits: string[] = [];
  #at: string | undefined;
  #then: (() => Promise<void>) | undefined;
  #isOn = false;

  /** `at` is the wait, such as `before 2`. */
  begin(at: string | undefined, then: () => Promise<void>): void {
    this.waits.length = 0;
    [this.#at, this.#then, this.#isOn] = [at, then, true];
  }

  /** Gives the waits that there were. */
  end(): string[] {
    this.#isOn = false;
    return [...this.waits];
  }

  /** The same object, whose methods of these names are waits. */
  over<T extends object>(object: T, ...methods: (keyof T & string)[]): T {
    const watched = Object.fromEntries(
      methods.map((name) => [
        name,
        async (...args: unknown[]) => {
          const number = this.#isOn ? this.waits.push(name) : 0;
          if (this.#at === `before ${number}`) await this.#then?.();
          const result = await (object[name] as (...args: unknown[]) => unknown)(...args);
          if (this.#at === `after ${number}`) await this.#then?.();
          return result;
        },
      ]),
    );
    return { ...object, ...watched };
  }
}

export interface Served extends OpenStores {
  readonly io: Server;
  readonly watch: Watch;
  readonly logins: Logins;
  readonly rooms: Presence['roomsOf'];
  /** Registers a socket with the session that it has. */
  attach(socket: Socket): Promise<void>;
  /** Lets the presence store say at the next renewal that the lease ran out; resolves after that renewal. */
  loseLease(): Promise<void>;
  /** Connects a client. `leave` disconnects it, and resolves when the server has seen it. */
  connect(): Promise<{ readonly socket: Socket; leave(): Promise<void> }>;
  /** Sends a handshake with a token. */
  knock(token: string | undefined): { readonly arrived: Promise<[Socket]>; leave(): Promise<void> };
}

export async function serve(openStores: () => Promise<OpenStores>): Promise<Served> {
  const http = createServer().listen(0);
  await once(http, 'listening');
  const io: Server = new SocketIoServer(http);
  onTestFinished(() => io.close());
  const opened = await openStores();
  const watch = new Watch();
  let onRenewed: (() => void) | undefined;
  const store = watch.over(opened.sessions, 'find', 'holder', 'begin', 'extend', 'end');
  const presenceStore: PresenceStore = {
    ...watch.over(opened.presence, 'connect', 'disconnect', 'join', 'countSockets'),
    renew: async () => (await opened.presence.renew()) && onRenewed === undefined,
    sweep: async () => {
      onRenewed?.();
      onRenewed = undefined;
      return opened.presence.sweep();
    },
  };
  const presence = createPresence(io, {
    store: presenceStore,
    logger: pino({ level: 'silent' }),
    onJoined: () => {},
    onLeft: () => {},
  });
  onTestFinished(presence.close);
  const signing = createTokens({ secrets: [randomBytes(32)], ttl: 60_000, audience: 'board' });
  const tokens = watch.over(signing, 'sign', 'verify');
  const live = createLiveSessions(io, presence);
  const identify = identifyBy(tokens, store);
  const admit = admitBy({ contract: boardContract, identify, presence, maxConnectionsPerUser: 9 });
  io.use((socket, next) => {
    admit(socket, { signal: new AbortController().signal }).then(() => next(), next);
  });
  const attach = (socket: Socket): Promise<void> => {
    live.attach(socket);
    return presence.attach(socket);
  };
  io.on('connection', (socket) => {
    void attach(socket);
    socket.on('disconnect', () => {
      live.detach(socket);
      presence.detach(socket);
    });
  });
  const { port } = http.address() as AddressInfo;
  const knock: Served['knock'] = (token) => {
    const arrived = once(io, 'connection') as Promise<[Socket]>;
    const opened = once(io.engine, 'connection') as Promise<[Connection]>;
    const client = openClient(`http://localhost:${port}`, {
      ...{ forceNew: true, reconnection: false, transports: ['websocket'], auth: { token } },
    });
    onTestFinished(() => void client.disconnect());
    const closed = opened.then(([connection]) => once(connection, 'close'));
    return {
      arrived,
      leave: async () => {
        await opened;
        client.disconnect();
        await closed;
      },
    };
  };
  return {
    ...{ io, watch, sessions: opened.sessions, presence: opened.presence },
    logins: createLogins({ store, tokens, maxAge: 1e9, live, presence }),
    rooms: presence.roomsOf,
    attach,
    loseLease: () =>
      new Promise((resolve) => {
        onRenewed = resolve;
      }),
    knock,
    connect: async () => {
      const { arrived, leave } = knock(undefined);
      const [socket] = await arrived;
      return { socket, leave };
    },
  };
}
