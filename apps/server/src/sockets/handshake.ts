import { EventError, statusOf, toEventError } from '@switchboard/contract';
import { contract } from '@switchboard/events';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { SessionStore } from '../stores/session-store.ts';
import type { Socket } from './socket-server.ts';

const Auth = z.object({
  token: z.string().max(128).optional(),
  contract: z.object({ name: z.string().max(64), version: z.string().max(64) }).optional(),
});

/**
 * Middleware of the namespace: refuses a client of another contract, and restores the identity of the handshake's token.
 * A refusal reaches the client as `connect_error` with the error in `data`.
 */
export function handshake(
  sessions: SessionStore,
  logger: Logger,
): (socket: Socket, next: (error?: Error) => void) => void {
  return (socket, next) => {
    try {
      socket.data.user = identify(socket.handshake.auth, sessions);
      next();
    } catch (thrown) {
      const error = toEventError(thrown);
      if (statusOf(error.code) >= 500) logger.error({ err: error.cause }, 'A handshake failed');
      next(Object.assign(new Error(error.message), { data: error.toBody() }));
    }
  };
}

function identify(handshakeAuth: unknown, sessions: SessionStore): Socket['data']['user'] {
  const auth = Auth.safeParse(handshakeAuth);
  if (!auth.success) throw new EventError('BAD_REQUEST', { message: 'The handshake auth does not fit.' });
  const { token, contract: theirs } = auth.data;
  if (theirs && (theirs.name !== contract.name || major(theirs.version) !== major(contract.version))) {
    const message = `This server speaks the contract ${contract.name} ${contract.version}, not ${theirs.name} ${theirs.version}.`;
    throw new EventError('BAD_REQUEST', { message });
  }
  if (token === undefined) return undefined;
  const user = sessions.find(token);
  if (!user) throw new EventError('UNAUTHORIZED', { message: 'This token is not valid any more.' });
  return user;
}

function major(version: string): string | undefined {
  return version.split('.')[0];
}
