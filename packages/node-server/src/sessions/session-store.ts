import type { Identity } from './session.ts';

/**
 * Who is logged in. A session outlives connections and restarts; a user has one session, and a name belongs to one user
 * at a time. A session that is not extended expires, by the clock of the store: nothing finds it from then on, and a sweep
 * drops it. Every method rejects with SERVICE_UNAVAILABLE while the store is down.
 */
export interface SessionStore<User extends Identity = Identity> {
  /** Whose session this is; `undefined` once it has ended or expired. */
  find(sessionId: string): Promise<User | undefined>;
  /** Who holds a name, upper and lower case alike. */
  holder(name: string): Promise<User | undefined>;
  /**
   * Begins a session of `lifetime` milliseconds and gives its id. `replacing` is the holder whom the caller has seen and may put
   * out; `undefined` comes back, and nothing changes, if somebody else holds the name by now.
   */
  begin(user: User, replacing: Identity | undefined, lifetime: number): Promise<string | undefined>;
  /**
   * Lets a session live for `lifetime` milliseconds from now, but not beyond `maxAge` milliseconds from its beginning. Resolves to
   * the milliseconds that it got; `undefined` once it has ended, has expired, or is that old: then it is gone.
   */
  extend(sessionId: string, lifetime: number, maxAge: number): Promise<number | undefined>;
  /** Ends the session of a user; where `sessionId` is given, only if it is that one. */
  end(userId: string, sessionId?: string): Promise<void>;
  /** Whose name or id has the text in it, by name, from the first name that comes after `after`. */
  list(options: ListOptions): Promise<{ readonly users: User[]; readonly total: number }>;
  /** Drops sessions that have expired, at most `limit`. Resolves to how many. */
  sweep(limit: number): Promise<number>;
}

export interface ListOptions {
  /** @default everyone */
  readonly search?: string | undefined;
  /** @default from the beginning */
  readonly after?: string | undefined;
  readonly limit: number;
}
