import type { Identity as User } from './session.ts';

/**
 * Who is logged in. A session outlives connections and restarts; a user has one session, and a name belongs to one user
 * at a time. Every method rejects with SERVICE_UNAVAILABLE while the store is down.
 */
export interface SessionStore {
  /** Whose session this is; `undefined` once it has ended. */
  find(sessionId: string): Promise<User | undefined>;
  /** Who holds a name, upper and lower case alike. */
  holder(name: string): Promise<User | undefined>;
  /**
   * Begins a session and gives its id. `replacing` is the holder whom the caller has seen and may put out; `undefined`
   * comes back, and nothing changes, if somebody else holds the name by now.
   */
  begin(user: User, replacing: User | undefined): Promise<string | undefined>;
  end(userId: string): Promise<void>;
  /** Whose name or id has the text in it, by name, from the first name that comes after `after`. */
  list(options: ListOptions): Promise<{ readonly users: User[]; readonly total: number }>;
}

export interface ListOptions {
  /** @default everyone */
  readonly search?: string | undefined;
  /** @default from the beginning */
  readonly after?: string | undefined;
  readonly limit: number;
}
