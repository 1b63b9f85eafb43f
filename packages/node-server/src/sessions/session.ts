/** Whom a session belongs to; an application's own user has more. */
export interface Identity {
  readonly id: string;
  /** What others know the user by; one user has it at a time. */
  readonly name: string;
}

/** A login, as a token proves it. */
export interface Session<User extends Identity = Identity> {
  readonly id: string;
  readonly user: User;
  /** When the proof ends, in milliseconds since 1970. */
  readonly expiresAt: number;
}
