import { type Contract, EventError } from '@switchboard/contract';
import { adminContract, contract, type User } from '@switchboard/events';
import { z } from 'zod';
import type { SessionStore } from '../stores/session-store.ts';
import { isOriginAllowed } from './origin.ts';
import type { Socket } from './socket-server.ts';

const Auth = z.object({
  token: z.string().max(128).optional(),
  contract: z.object({ name: z.string().max(64), version: z.string().max(64) }).optional(),
});

/** Refuses a client of another contract, and restores the identity of the handshake's token. */
export function admitBy(sessions: SessionStore): (socket: Socket) => Promise<void> {
  return async (socket) => {
    socket.data.user = await identify(socket.handshake.auth, sessions);
  };
}

/** Refuses a page of a foreign origin, and a client of another contract. Nobody logs in as an admin. */
export function admitAdminBy(allowedOrigins: readonly string[]): (socket: Socket) => void {
  return ({ request, handshake }) => {
    if (!isOriginAllowed(request, allowedOrigins)) {
      throw new EventError('FORBIDDEN', { message: 'This origin may not connect.' });
    }
    readAuth(handshake.auth, adminContract);
  };
}

async function identify(handshakeAuth: unknown, sessions: SessionStore): Promise<User | undefined> {
  const { token } = readAuth(handshakeAuth, contract);
  if (token === undefined) return undefined;
  const user = await sessions.find(token);
  if (!user) throw new EventError('UNAUTHORIZED', { message: 'This token is not valid any more.' });
  return user;
}

/** Throws BAD_REQUEST for what does not fit, and for a client of another contract than `ours`. */
function readAuth(handshakeAuth: unknown, ours: Pick<Contract, 'name' | 'version'>): z.infer<typeof Auth> {
  const auth = Auth.safeParse(handshakeAuth);
  if (!auth.success) throw new EventError('BAD_REQUEST', { message: 'The handshake auth does not fit.' });
  const { contract: theirs } = auth.data;
  if (theirs && (theirs.name !== ours.name || major(theirs.version) !== major(ours.version))) {
    const message = `This server speaks the contract ${ours.name} ${ours.version}, not ${theirs.name} ${theirs.version}.`;
    throw new EventError('BAD_REQUEST', { message });
  }
  return auth.data;
}

function major(version: string): string | undefined {
  return version.split('.')[0];
}
