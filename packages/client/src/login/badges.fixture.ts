import { defineContract, defineEvents, defineServerEvents } from '@switchboard/contract';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { type ClientOptions, createClient } from '../client.ts';
import { serve, type TestServer } from '../server.fixture.ts';
import type { Client } from '../typed-client.ts';
import type { Login, LoginState } from './login-state.ts';
import { stayLoggedIn } from './stay-logged-in.ts';

const badge = { token: z.string(), expiresIn: z.number().positive() };

/** A contract whose identities are badges. */
export const contract = defineContract({
  name: 'museum',
  version: '1.0.0',
  clientEventMap: defineEvents({
    'badge:take': {
      summary: 'Become a visitor',
      payload: z.strictObject({ visitor: z.string() }),
      response: z.strictObject({ visitor: z.string(), ...badge }),
    },
    'badge:renew': { summary: 'Get the next badge', response: z.strictObject(badge) },
    'badge:return': { summary: 'Be nobody' },
    'hall:count': { summary: 'Count the visitors', response: z.strictObject({ visitors: z.int() }) },
  }),
  serverEventMap: defineServerEvents({
    'badge:void': { summary: 'The badge is void', payload: z.strictObject({ why: z.enum(['closing']) }) },
    'bell:rung': { summary: 'The bell rang' },
  }),
});

export const EVENTS = {
  login: 'badge:take',
  refresh: 'badge:renew',
  logout: 'badge:return',
  ended: 'badge:void',
} as const;

export type BadgeClient = Client<typeof contract.clientEventMap, typeof contract.serverEventMap>;

type Ack = (reply: object) => void;

export interface BadgeServer extends TestServer {
  /** Milliseconds that the next badges are good for. */
  expiresIn: unknown;
  /** What renewing answers, instead of a badge, while it is set. */
  failure: { code: string; message: string; retryAfter?: number } | undefined;
  /** The badges of handshakes, in order; `undefined` for one without. */
  readonly handshakes: (string | undefined)[];
  /** Refuses handshakes with these as UNAUTHORIZED. */
  readonly void: Set<string>;
  /** Resolves at the nth renewing from now on, once it has been answered. */
  renewed(times?: number): Promise<void>;
  visitor(options?: ClientOptions): BadgeClient;
}

/** A server that gives badges `badge-1`, `badge-2` and so on, until the test is over. */
export async function serveBadges(expiresIn: unknown): Promise<BadgeServer> {
  let count = 0;
  const waiting = new Set<() => void>();
  const server = await serve((socket) => {
    const newBadge = () => {
      count += 1;
      return { token: `badge-${count}`, expiresIn: badges.expiresIn };
    };
    socket.on('badge:take', ({ visitor }: { visitor: string }, _meta: unknown, ack: Ack) =>
      ack({ ok: true, data: { visitor, ...newBadge() } }),
    );
    socket.on('badge:renew', (_payload: unknown, _meta: unknown, ack: Ack) => {
      const { failure } = badges;
      ack(failure ? { ok: false, error: failure } : { ok: true, data: newBadge() });
      for (const look of [...waiting]) look();
    });
    socket.on('badge:return', (_payload: unknown, _meta: unknown, ack: Ack) => ack({ ok: true }));
  });
  server.io.use((socket, next) => {
    const { token } = socket.handshake.auth as { token?: string };
    badges.handshakes.push(token);
    const refusal = { code: 'UNAUTHORIZED', message: 'This badge is void.' };
    next(
      token !== undefined && badges.void.has(token)
        ? Object.assign(new Error(), { data: refusal })
        : undefined,
    );
  });
  const badges: BadgeServer = {
    ...server,
    expiresIn,
    failure: undefined,
    handshakes: [],
    void: new Set(),
    renewed: (times = 1) =>
      new Promise((resolve) => {
        let left = times;
        const look = (): void => {
          left -= 1;
          if (left > 0) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
      }),
    visitor: (options = {}) => {
      const client = createClient(contract, server.url, {
        ...options,
        socketOptions: { transports: ['websocket'], reconnectionDelay: 5, reconnectionDelayMax: 5 },
      });
      onTestFinished(() => client.disconnect());
      return client;
    },
  };
  return badges;
}

/** A client that stays logged in until the test is over, and what it reports. */
export function keep(client: BadgeClient) {
  const login = stayLoggedIn(client, EVENTS);
  onTestFinished(login.stop);
  const reported: LoginState[] = [];
  login.onState((state) => reported.push(state));
  return { login, reported };
}

/** Resolves to the first state from now on that passes. */
export function stateOf(login: Login, passes: (state: LoginState) => boolean): Promise<LoginState> {
  return new Promise((resolve) => {
    const undo = login.onState((state) => {
      if (!passes(state)) return;
      undo();
      resolve(state);
    });
  });
}

export const hasToken = (token: string) => (state: LoginState) =>
  state.status === 'loggedIn' && state.token === token;
export const hasProblem = (state: LoginState) => state.status === 'loggedIn' && state.problem !== undefined;
export const isEnded = ({ status }: LoginState) => status === 'ended';

/** Resolves once the server has answered a call that was made after all that the client has sent. */
export const asked = (client: BadgeClient) => client.callUnchecked('sync', null);
