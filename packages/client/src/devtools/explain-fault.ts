import type { ConnectionProblem } from '../socket/connection-state.ts';

/** Which faults hold at the moment. */
export interface ActiveFaults {
  readonly isOffline: boolean;
  readonly isWebsocketBlocked: boolean;
  /** Whether the transport is being cut just now. */
  readonly isDropping: boolean;
  /** Whether the faults leave a transport to try. */
  readonly hasTransport: boolean;
}

/** Why there is no connection, where this end broke it on purpose; `undefined` where it did not. */
export function explainFault(message: string, faults: ActiveFaults): ConnectionProblem | undefined {
  if (faults.isOffline) {
    return { message: 'offline', explanation: 'You took this client offline. Go online to connect.' };
  }
  if (faults.isWebsocketBlocked && !faults.hasTransport) {
    const explanation =
      'You blocked WebSocket, and this client may use nothing else: allow polling in its transports, or allow WebSocket.';
    return { message: 'no transport left', explanation };
  }
  if (faults.isDropping) return { message, explanation: 'You cut the connection. Reconnecting.' };
  return undefined;
}
