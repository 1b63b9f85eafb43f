import type { ErrorBody } from '@switchboard/contract';

/** The identity that a client has. */
export type LoginState<Data = unknown> =
  /** As nobody: before a login, after a logout and after `forget()`. */
  | { readonly status: 'loggedOut' }
  | {
      readonly status: 'loggedIn';
      /** The newest. Keep it where the login should survive a reload, and give it to the next client as `auth.token`. */
      readonly token: string;
      /** The reply to the login; `undefined` where the client was created with its token. */
      readonly data: Data | undefined;
      /** Why the last refresh failed. It is repeated, and this is left out again once it succeeds. */
      readonly problem?: ErrorBody;
    }
  /** As nobody, because the server no longer accepts the token, or it expired before it could be refreshed. */
  | { readonly status: 'ended'; readonly problem: ErrorBody };

/** What `stayLoggedIn` returns. */
export interface Login<Data = unknown> {
  readonly state: LoginState<Data>;
  /** Reports every change of `state`; returns its undo. */
  onState(listener: (state: LoginState<Data>) => void): () => void;
  /** Gives the token up at this end alone: the connection keeps its identity until the next handshake. */
  forget(): void;
  /** Ends the refreshing and the reports. The client keeps the token that it has. */
  stop(): void;
}
