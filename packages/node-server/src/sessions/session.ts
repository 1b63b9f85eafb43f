import type { User } from '@switchboard/events';

/** A login, as a token proves it. */
export interface Session {
  readonly id: string;
  readonly user: User;
  /** When the proof ends, in milliseconds since 1970. */
  readonly expiresAt: number;
}
