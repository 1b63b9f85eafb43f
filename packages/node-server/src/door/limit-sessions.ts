import type { IncomingMessage } from 'node:http';
import { CUT_REASONS, type CutBody } from '@switchboard/contract';
import type { Connections } from './connections.ts';
import { answerCut } from './guard/polling-requests.ts';
import { hangUp } from './hang-up.ts';
import type { MaxConnections } from './limit-connections.ts';
import { isPollingResponse, requestedSid } from './private-members.ts';
import type { Connection, Server } from './socket-server.ts';

/** The limit that a session was over. */
type Limit = 'max_connections' | 'max_connections_per_address';

/**
 * Refuses every handshake of Engine.IO over a limit, with 503 and a reason, and reports which limit it was. By polling one TCP
 * connection can carry any number of sessions, so they count as connections do; one that is closing counts until its end.
 */
export function limitSessions(
  engine: Server['engine'],
  connections: Connections,
  { maxConnections, maxConnectionsPerAddress }: MaxConnections,
  onRefused: (limit: Limit) => void,
): void {
  const messages: Readonly<Record<Limit, string>> = {
    max_connections: `the server has ${maxConnections} sessions already (come back later, or raise MAX_CONNECTIONS)`,
    max_connections_per_address: `your address has ${maxConnectionsPerAddress} sessions already (close some, or raise MAX_CONNECTIONS_PER_ADDRESS)`,
  };
  const limitReached = (total: number, ofAddress: number): Limit | undefined => {
    if (total >= maxConnections) return 'max_connections';
    return ofAddress >= maxConnectionsPerAddress ? 'max_connections_per_address' : undefined;
  };

  engine.use((request: IncomingMessage, response: unknown, next: () => void) => {
    if (requestedSid(request)) return next();
    const limit = limitReached(connections.sessions.size, connections.atClientOf(request)?.sessions ?? 0);
    if (!limit) return next();
    onRefused(limit);
    const body: CutBody = { cut: 'too_many_connections', message: messages[limit] };
    if (isPollingResponse(response)) answerCut(response, body);
    else refuseUpgrade(request, body);
  });
  // Of handshakes that came at once, each saw the others not yet.
  engine.on('connection', (connection: Connection) => {
    const ofAddress = connections.atClientOf(connection.request)?.sessions ?? 1;
    const limit = limitReached(connections.sessions.size - 1, ofAddress - 1);
    if (!limit) return;
    onRefused(limit);
    connection.close(true);
  });
}

function refuseUpgrade({ socket }: IncomingMessage, body: CutBody): void {
  const text = JSON.stringify(body);
  const status = `HTTP/1.1 ${CUT_REASONS[body.cut].status} Service Unavailable`;
  const headers = `Connection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}`;
  hangUp(socket, `${status}\r\n${headers}\r\n\r\n${text}`);
}
