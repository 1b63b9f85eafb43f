import type { LoginState } from '@switchboard/client';
import type { OwnClient } from '../own/contracts.ts';

export type ConsoleClient = OwnClient;

/** A user as the reply to a login describes one. */
export interface User {
  readonly id: string;
  readonly name: string;
}

/** Who a client is. */
export interface Identity {
  readonly token: string;
  /** As the server said at the login; left out where the token was given by hand, and so nobody said. */
  readonly user?: User;
}

/** The events that change who a client is. */
export const LOGIN_EVENTS = {
  login: 'session:login',
  refresh: 'session:refresh',
  logout: 'session:logout',
  ended: 'session:ended',
} as const;

/** What an event does to who its sender is. */
export type IdentityChange = 'begins' | 'ends';

/** `undefined` for an event that leaves its sender who it is. */
export function identityChangeOf(event: string): IdentityChange | undefined {
  if (event === LOGIN_EVENTS.login) return 'begins';
  return event === LOGIN_EVENTS.logout ? 'ends' : undefined;
}

/** Who the client is by its login; `known` is who it was until now, for a login of which only the token is known. */
export function identityOf(
  state: LoginState<{ user: User }>,
  known: Identity | undefined,
): Identity | undefined {
  if (state.status !== 'loggedIn') return undefined;
  const user = state.data?.user ?? known?.user;
  return { token: state.token, ...(user && { user }) };
}
