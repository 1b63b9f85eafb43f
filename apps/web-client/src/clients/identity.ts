import type { LoginState } from '@switchboard/client';
import type { ConsoleContract } from '../contract/console-contract.ts';
import { defaultContract } from '../contract/contracts.ts';

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

/** What an event does to the identity of its sender; `undefined` for nothing. */
export function identityChangeOf(
  event: string,
  { login }: ConsoleContract = defaultContract(),
): 'begins' | 'ends' | undefined {
  if (!login) return undefined;
  if (event === login.login) return 'begins';
  return event === login.logout ? 'ends' : undefined;
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
