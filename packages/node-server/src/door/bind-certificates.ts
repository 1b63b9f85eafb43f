import type { IncomingMessage } from 'node:http';
import { type ClientIdentity, clientIdentity } from '../tls/client-identity.ts';
import { forbid } from './forbid.ts';
import type { Server, Socket } from './socket-server.ts';

type Session = Socket['conn'];

/** The engine reads the session from the query that it parsed itself; another parser could read another one. */
type EngineRequest = IncomingMessage & { readonly _query: Readonly<Record<string, string>> };

/** The sessions of the engine, each bound to the certificate with which it was opened. */
export interface BoundSessions {
  /** The verified certificate of the client behind the socket; it stays the same for as long as the socket lives. */
  certificateOf(socket: Pick<Socket, 'conn'>): ClientIdentity | undefined;
  /** How many are open. */
  readonly size: number;
}

/**
 * Takes the certificate of every request and upgrade, since over polling it is gone when the connection is announced.
 * One that comes for a session with another certificate than the session was opened with, or with none, or with one
 * where there was none, is answered 403, and the session lives on.
 */
export function bindSessions(engine: Server['engine'], onRefused: () => void): BoundSessions {
  const presented = new WeakMap<IncomingMessage, ClientIdentity>();
  const certificates = new WeakMap<Session, ClientIdentity>();
  const open = new Map<string, Session>();

  engine.use((request: EngineRequest, _response: unknown, next: () => void) => {
    const certificate = clientIdentity(request.socket);
    const session = open.get(request._query.sid ?? '');
    if (session && !isSame(certificates.get(session), certificate)) {
      // A closed connection reports no certificate, which is no theft.
      if (!request.socket.destroyed) onRefused();
      return forbid(request);
    }
    if (certificate) presented.set(request, certificate);
    next();
  });

  engine.on('connection', (session: Session) => {
    const certificate = presented.get(session.request);
    if (certificate) certificates.set(session, certificate);
    const { sid } = session.transport;
    open.set(sid, session);
    session.once('close', () => open.delete(sid));
  });

  return {
    certificateOf: ({ conn }) => {
      const certificate = certificates.get(conn);
      return certificate?.verified ? certificate : undefined;
    },
    get size() {
      return open.size;
    },
  };
}

function isSame(one: ClientIdentity | undefined, other: ClientIdentity | undefined): boolean {
  return one?.fingerprint === other?.fingerprint && one?.verified === other?.verified;
}
