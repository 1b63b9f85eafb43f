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

const CALLER: unique symbol = Symbol('caller');

/** A context with its caller, once that was asked for. */
interface Known extends RouterContext {
  [CALLER]?: Caller;
}

/** Taken when the call arrives, which has a context of its own: what a login changes holds from the next call on. */
export function callerOf(socketId: string, context: Known): Caller {
  context[CALLER] ??= {
    socket: socketId === '' ? undefined : socketId,
    user: context.user?.id,
    address: context.address,
  };
  return context[CALLER];
}

/** One name for the caller, by its identity if it has one. */
export function nameOf({ socket, user }: Caller): string | undefined {
  if (user !== undefined) return `user:${user}`;
  return socket === undefined ? undefined : `socket:${socket}`;
}
