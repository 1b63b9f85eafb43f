import type { IncomingMessage } from 'node:http';
import { type ClientIdentity, clientIdentity } from '../tls/client-identity.ts';
import type { Connections } from './connections.ts';
import { forbid } from './forbid.ts';
import { requestedSid } from './private-members.ts';
import type { Connection, Server } from './socket-server.ts';

/**
 * Takes the certificate of every request and upgrade, since over polling it is gone when the connection is announced, and
 * binds each session to the one that opened it. A request for a session with another certificate, with none, or with one
 * where there was none, is reported and answered 403, and the session lives on.
 */
export function bindCertificates(
  engine: Server['engine'],
  connections: Connections,
  onRefused: () => void,
): void {
  const presented = new WeakMap<IncomingMessage, ClientIdentity>();

  engine.use((request: IncomingMessage, response: unknown, next: () => void) => {
    const certificate = clientIdentity(request.socket);
    const session = connections.sessions.get(requestedSid(request) ?? '');
    if (session && !isSame(session.certificate, certificate)) {
      // A closed connection reports no certificate, which is no theft.
      if (!request.socket.destroyed) onRefused();
      return forbid(request, response, FOREIGN_CERTIFICATE);
    }
    if (certificate) presented.set(request, certificate);
    next();
  });
  engine.on('connection', (connection: Connection) => {
    const session = connections.sessionOf(connection);
    if (session) session.certificate = presented.get(connection.request);
  });
}

const FOREIGN_CERTIFICATE = {
  code: 4,
  message: 'This session was opened with another client certificate: open a new connection.',
} as const;

function isSame(one: ClientIdentity | undefined, other: ClientIdentity | undefined): boolean {
  return one?.fingerprint === other?.fingerprint && one?.verified === other?.verified;
}
