import { createSocketMsgRouter, type HookFailure, type Router } from '@switchboard/router';
import type { BoundSessions } from '@switchboard/node-server/door';
import { type CallerContext, callerContext } from './context.ts';
import type { admitBy } from './handshake.ts';
import type { Server, Socket } from '@switchboard/node-server/door';

/** Something that keeps a record of the sockets that are there. */
export interface SocketRecord {
  attach(socket: Socket): void | Promise<void>;
  detach(socket: Socket): void;
}

export interface SocketRoute {
  readonly router: Router<CallerContext>;
  readonly admit: ReturnType<typeof admitBy>;
  readonly certificateOf: BoundSessions['certificateOf'];
  /** Each gets every socket before its first call, one record after the other, and again once the socket is gone. */
  readonly records: readonly SocketRecord[];
  readonly onHookFailed: (failure: HookFailure) => void;
}

/** Lets the router serve the sockets of the main namespace: admitted, on record, and known by user and certificate. */
export function attachRouter(
  io: Server,
  { router, admit, certificateOf, records, onHookFailed }: SocketRoute,
): void {
  createSocketMsgRouter(router, {
    context: (socket: Socket) => callerContext(socket.data.user, certificateOf(socket)),
    admit,
    onConnect: async (socket) => {
      for (const record of records) await record.attach(socket);
    },
    onDisconnect: (socket) => {
      for (const record of records) record.detach(socket);
    },
    onHookFailed,
  }).attach(io);
}
