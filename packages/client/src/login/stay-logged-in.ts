import {
  type Contract,
  type ErrorBody,
  type EventMap,
  type EventName,
  fail,
  ownValue,
  type PayloadInput,
  type ResponseOutput,
  type ServerEventMap,
} from '@switchboard/contract';
import { Listeners } from '../listeners.ts';
import { pauseAfter, retryAfterOf } from '../retry.ts';
import { type ConnectionState, isClosed } from '../socket/connection-state.ts';
import type { Traffic } from '../traffic.ts';
import type { Client } from '../typed-client.ts';
import type { Login, LoginState } from './login-state.ts';
import { isTokenReply, TokenLife, type TokenReply, timerDelay } from './token-life.ts';

/** The events that give a token. */
type LoginEvent<C extends EventMap> = {
  [E in EventName<C>]: ResponseOutput<C[E]> extends TokenReply ? E : never;
}[EventName<C>];

/** Those that take no payload, too. */
type RefreshEvent<C extends EventMap> = {
  [E in LoginEvent<C>]: PayloadInput<C[E]> extends null ? E : never;
}[LoginEvent<C>];

/** The names of the events that give an identity, prolong it and take it away. */
export interface LoginEvents<C extends EventMap, S extends ServerEventMap, L extends LoginEvent<C>> {
  /** Gives a token, with `token` and `expiresIn` (milliseconds) in its reply. */
  readonly login: L;
  /** Gives the next one, in the same form. It takes no payload. */
  readonly refresh: RefreshEvent<C>;
  /** Gives the identity up. */
  readonly logout?: EventName<C>;
  /** Reports that the server took the identity away. */
  readonly ended?: EventName<S>;
}

/**
 * Keeps the client logged in, no matter who calls the events: `auth.token` is the newest token, refreshed at half of its life.
 * A refresh that failed is repeated, with growing pauses and at once on a new connection, until the token ends. A token
 * that the client already has in its `auth` is refreshed as soon as it is connected.
 * After a logout, and once the server no longer accepts the token, the client goes on without one; where the server
 * refused the handshake for it, the client connects again as nobody. Call it once for a client. The `auth` of a socket of
 * the application stays the application's: set it from `onState`.
 * Throws a TypeError for an event that the contract does not have, and for what is no client.
 */
export function stayLoggedIn<C extends EventMap, S extends ServerEventMap, L extends LoginEvent<C>>(
  client: Client<C, S>,
  events: LoginEvents<C, S, L>,
): Login<ResponseOutput<C[L]>> {
  if (typeof client?.observe !== 'function' || !events)
    throw new TypeError('stayLoggedIn takes a client and the names of its events: { login, refresh }.');
  return new TokenKeeper(client as unknown as Client, events) as Login<ResponseOutput<C[L]>>;
}

/** Of refreshes that failed. */
const PAUSES = { attempts: Number.POSITIVE_INFINITY, minDelay: 1_000, maxDelay: 300_000 };

const ENDED = problemOf('UNAUTHORIZED', 'The server ended this login: log in again.');
const EXPIRED = problemOf('UNAUTHORIZED', 'The token expired before it could be refreshed: log in again.');
const NO_TOKEN = problemOf(
  'REPLY_INVALID',
  'The reply to the refresh has no `token` and `expiresIn` that fit.',
);

interface Names {
  readonly login: string;
  readonly refresh: string;
  readonly logout?: string;
  readonly ended?: string;
}

class TokenKeeper implements Login {
  readonly #client: Client;
  readonly #events: Names;
  readonly #listeners = new Listeners<LoginState>();
  readonly #release: (() => void)[];
  #state: LoginState = { status: 'loggedOut' };
  #life: TokenLife | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The last call that changed who the client is: replies to earlier ones no longer count. */
  #lastChange = 0;
  #socketId: string | undefined;

  constructor(client: Client, events: Names) {
    checkNames(client.contract, events);
    this.#client = client;
    this.#events = events;
    this.#release = [
      client.observe((traffic) => this.#onTraffic(traffic)),
      client.onState((state) => this.#onConnection(state)),
    ];
    const { token } = client.auth ?? {};
    if (token !== undefined) this.#begin(new TokenLife(token, undefined), undefined);
  }

  get state(): LoginState {
    return this.#state;
  }

  readonly onState = (listener: (state: LoginState) => void): (() => void) => this.#listeners.add(listener);

  readonly forget = (): void => {
    if (this.#life) this.#end({ status: 'loggedOut' });
  };

  readonly stop = (): void => {
    for (const release of this.#release) release();
    this.#life = undefined;
    clearTimeout(this.#timer);
  };

  #onTraffic(traffic: Traffic): void {
    const { login, refresh, logout, ended } = this.#events;
    if (traffic.kind === 'event' && traffic.event === ended) this.#lose(ENDED);
    if (traffic.kind !== 'reply' || !traffic.reply.ok || traffic.issues.length > 0) return;
    const { call, event } = traffic;
    if (call < this.#lastChange) return;
    const { data } = traffic.reply;
    if (event === logout) {
      this.#lastChange = call;
      this.forget();
    } else if (isTokenReply(data) && (event === login || (event === refresh && this.#life))) {
      if (event === login) this.#lastChange = call;
      const { state } = this;
      const known = state.status === 'loggedIn' ? state.data : undefined;
      this.#begin(new TokenLife(data.token, data.expiresIn), event === login ? data : known);
    }
  }

  #onConnection(state: ConnectionState): void {
    const life = this.#life;
    const refusal = state.status === 'refused' ? state.problem.error : undefined;
    if (life && refusal?.code === 'UNAUTHORIZED') {
      this.#lose(refusal);
      // Later, so that the others hear of the refusal first.
      if (this.#client.auth) queueMicrotask(() => this.#client.state === state && this.#client.connect());
    }
    if (state.status === 'connected' && state.socketId !== this.#socketId) {
      this.#socketId = state.socketId;
      if (life && life.failures > 0) life.refreshIn(0);
    }
    this.#proceed();
  }

  #begin(life: TokenLife, data: unknown): void {
    this.#life = life;
    this.#setToken(life.token);
    this.#change({ status: 'loggedIn', token: life.token, data });
    this.#proceed();
  }

  #lose(problem: ErrorBody): void {
    if (this.#life) this.#end({ status: 'ended', problem });
  }

  #end(state: LoginState): void {
    this.#life = undefined;
    clearTimeout(this.#timer);
    this.#setToken(undefined);
    this.#change(state);
  }

  /** Does what is due, and waits for what comes next. Without a connection, and none in the making, nothing does. */
  #proceed(): void {
    clearTimeout(this.#timer);
    const life = this.#life;
    const { state } = this.#client;
    if (!life || isClosed(state)) return;
    if (life.left <= 0) {
      this.#lose(EXPIRED);
      return;
    }
    const mayRefresh = state.status === 'connected' && !life.isRefreshing;
    const isDue = mayRefresh && life.untilRefresh <= 0;
    if (isDue) void this.#refresh(life);
    const wait = mayRefresh && !isDue ? Math.min(life.untilRefresh, life.left) : life.left;
    if (wait < Number.POSITIVE_INFINITY) this.#timer = setTimeout(() => this.#proceed(), timerDelay(wait));
  }

  async #refresh(life: TokenLife): Promise<void> {
    life.isRefreshing = true;
    const reply = await this.#client.call(this.#events.refresh, null, { origin: 'stayLoggedIn' });
    life.isRefreshing = false;
    if (this.#life !== life) return; // Its reply gave the next one, or it is over.
    const problem: ErrorBody = reply.ok ? NO_TOKEN : reply.error;
    if (problem.code === 'UNAUTHORIZED') {
      this.#lose(problem);
      return;
    }
    life.failures += 1;
    const pause = pauseAfter(life.failures, PAUSES, fail(problem));
    // However long the pauses are by now, there is one more attempt before the end.
    life.refreshIn(Math.min(pause, Math.max(life.left / 2, retryAfterOf(problem))));
    if (this.#state.status === 'loggedIn') this.#change({ ...this.#state, problem });
    this.#proceed();
  }

  /** The `auth` of a socket of the application is the application's. */
  #setToken(token: string | undefined): void {
    const { auth } = this.#client;
    if (auth) this.#client.setAuth({ ...auth, token });
  }

  #change(state: LoginState): void {
    this.#state = state;
    this.#listeners.notify(state);
  }
}

function problemOf(code: string, message: string): ErrorBody {
  return { code, message, data: undefined };
}

function checkNames(
  { clientEventMap, serverEventMap }: Contract,
  { login, refresh, logout = refresh, ended }: Names,
): void {
  for (const event of [login, refresh, logout]) {
    if (!ownValue(clientEventMap, event))
      throw new TypeError(`stayLoggedIn: the contract has no event "${event}" that a client sends.`);
  }
  if (ended !== undefined && !ownValue(serverEventMap, ended))
    throw new TypeError(`stayLoggedIn: the contract has no event "${ended}" that the server sends.`);
}
