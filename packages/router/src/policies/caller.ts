import type { RouterContext } from '../controller.ts';

/** By what a caller is told from the others. A stranger over HTTP has neither. */
export interface Caller {
  readonly socket: string | undefined;
  readonly user: string | undefined;
}

/** Taken when the call arrives: what a login changes holds from the next call on. */
export function callerOf(socketId: string, { user }: RouterContext): Caller {
  return {
    socket: socketId === '' ? undefined : `socket:${socketId}`,
    user: user && `user:${user.id}`,
  };
}
