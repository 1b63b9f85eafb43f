import type { RouterContext } from '../lib/router-context.ts';

/** What identifies a caller. A stranger over HTTP has neither socket nor user. */
export interface Caller {
  /** The id of its socket. */
  readonly socket: string | undefined;
  /** The id of its identity. */
  readonly user: string | undefined;
  /** What counts as one client where there is no identity, if that is known. */
  readonly address?: string | undefined;
}

/** Taken when the call arrives: what a login changes holds from the next call on. */
export function callerOf(socketId: string, { user, address }: RouterContext): Caller {
  return { socket: socketId === '' ? undefined : socketId, user: user?.id, address };
}

/** One name for the caller, by its identity if it has one. */
export function nameOf({ socket, user }: Caller): string | undefined {
  if (user !== undefined) return `user:${user}`;
  return socket === undefined ? undefined : `socket:${socket}`;
}
