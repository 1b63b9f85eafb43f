/** Whom a session belongs to. An application's own `User` extends it; every store keeps the whole of it, as JSON. */
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
