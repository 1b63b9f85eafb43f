import { EventError } from '@switchboard/contract';
import { contract } from '@switchboard/events';
import { z } from 'zod';
import type { SessionStore } from '../stores/session-store.ts';
import type { Socket } from './socket-server.ts';

const Auth = z.object({
  token: z.string().max(128).optional(),
  contract: z.object({ name: z.string().max(64), version: z.string().max(64) }).optional(),
});

/** Refuses a client of another contract, and restores the identity of the handshake's token. */
export function admitBy(sessions: SessionStore): (socket: Socket) => void {
  return (socket) => {
    socket.data.user = identify(socket.handshake.auth, sessions);
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
