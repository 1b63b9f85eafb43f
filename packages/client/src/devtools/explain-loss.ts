import { ownValue } from '@switchboard/contract';
import type { ConnectionProblem } from '../socket/connection-state.ts';

/** Says in plain words why a connection that stood is gone. Where the server cut it, it has said so itself. */
export function explainLoss({ message, explanation, cut }: ConnectionProblem): string {
  return (cut ? undefined : ownValue(REASONS, message)) ?? explanation;
}

const CUT_OFF = 'The server went away, or the network was cut.';

/** Source: https://socket.io/docs/v4/client-socket-instance/#disconnect */
const REASONS: Readonly<Record<string, string>> = {
  'forced close': 'This client closed the connection and opens a new one.',
  'io server disconnect': 'The server closed the connection. Connect again to continue.',
  'ping timeout': 'The heartbeat of the server did not come in time.',
  'transport close': CUT_OFF,
  'transport error': CUT_OFF,
  'parse error': 'The server sent a packet that is not Socket.IO.',
};
