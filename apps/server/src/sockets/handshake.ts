import { EventError } from '@switchboard/contract';
import { adminContract, contract } from '@switchboard/events';
import { checkHandshake, userRoom } from '@switchboard/router';
import type { Identify } from '@switchboard/node-server/sessions';
import type { Connections } from './connections.ts';
import { isOriginAllowed } from '@switchboard/node-server/door';
import type { Socket } from '@switchboard/node-server/door';

export interface Admission {
  readonly identify: Identify;
  readonly connections: Pick<Connections, 'count' | 'countHere'>;
  readonly maxConnectionsPerUser: number;
}

/**
 * Refuses a client of another contract, keeps what it says of itself in `socket.data.handshake`, restores the identity of the handshake's token, and refuses one that has too
 * many connections already.
 */
export function admitBy({ identify, connections, maxConnectionsPerUser }: Admission) {
  return async (socket: Socket, { signal }: { readonly signal: AbortSignal }): Promise<void> => {
    const { auth } = socket.handshake;
    socket.data.handshake = checkHandshake(auth, contract);
    const token = readToken(auth.token);
    if (token === undefined) return;
    const session = await identify(token);
    // A socket that was given up meanwhile must enter no room: nothing would take it out.
    signal.throwIfAborted();
    if (connections.countHere(session.user.id) >= maxConnectionsPerUser) throw tooMany(maxConnectionsPerUser);
    // At once, so that of many handshakes at the same time each counts the others.
    void socket.join(userRoom(session.user.id));
    if ((await connections.count(session.user.id)) >= maxConnectionsPerUser)
      throw tooMany(maxConnectionsPerUser);
    Object.assign(socket.data, { session, user: session.user });
  };
}

/** Refuses a page of a foreign origin, and a client of another contract. Nobody logs in as an admin. */
export function admitAdminBy(allowedOrigins: readonly string[]): (socket: Socket) => void {
  return (socket) => {
    if (!isOriginAllowed(socket.request, allowedOrigins)) {
      throw new EventError('FORBIDDEN', { message: 'This origin may not connect.' });
    }
    socket.data.handshake = checkHandshake(socket.handshake.auth, adminContract);
  };
}

function tooMany(limit: number): EventError {
  const message = `This identity has ${limit} connections, as many as it may: close one of them first.`;
  return new EventError('TOO_MANY_REQUESTS', { message });
}

function readToken(token: unknown): string | undefined {
  if (token === undefined || typeof token === 'string') return token;
  throw new EventError('BAD_REQUEST', { message: 'The handshake auth does not fit.' });
}
