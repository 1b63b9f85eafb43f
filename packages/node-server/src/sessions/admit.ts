import { type Contract, EventError } from '@switchboard/contract';
import { checkHandshake } from '@switchboard/router';
import type { Socket } from '../door/socket-server.ts';
import type { Presence } from '../presence/presence.ts';
import { bearerToken } from './bearer-token.ts';
import type { Identify } from './identify.ts';
import type { Identity } from './session.ts';

export interface Admission<User extends Identity = Identity> {
  readonly contract: Contract;
  readonly identify: Identify<User>;
  readonly presence: Pick<Presence<User>, 'admit'>;
  readonly maxConnectionsPerUser: number;
}

/**
 * Refuses a client of another contract, keeps what it says of itself in `socket.data.handshake`, restores the identity of the
 * handshake's token, in `auth.token` or as `Authorization: Bearer`, and refuses one that has too many connections already.
 */
export function admitBy<User extends Identity = Identity>({
  contract,
  identify,
  presence,
  maxConnectionsPerUser,
}: Admission<User>) {
  return async (socket: Socket<User>, { signal }: { readonly signal: AbortSignal }): Promise<void> => {
    const { auth, headers } = socket.handshake;
    socket.data.handshake = checkHandshake(auth, contract);
    const token = readToken(auth.token, bearerToken(headers.authorization));
    if (token === undefined) return;
    const session = await identify(token);
    // A socket that was given up meanwhile must not count: it may be that nothing removes it.
    signal.throwIfAborted();
    if (!(await presence.admit(socket, session.user, maxConnectionsPerUser)))
      throw tooMany(maxConnectionsPerUser);
    Object.assign(socket.data, { session, user: session.user });
  };
}

function tooMany(limit: number): EventError {
  const message = `This identity has ${limit} connections, as many as it may: close one of them first.`;
  return new EventError('TOO_MANY_REQUESTS', { message });
}

function readToken(given: unknown, bearer: string | undefined): string | undefined {
  if (given === undefined) return bearer;
  if (typeof given !== 'string')
    throw new EventError('BAD_REQUEST', { message: 'The handshake auth does not fit.' });
  if (bearer === undefined || bearer === given) return given;
  throw new EventError('BAD_REQUEST', {
    message:
      'The handshake has two tokens that differ: send one, in `auth.token` or as `Authorization: Bearer`.',
  });
}
