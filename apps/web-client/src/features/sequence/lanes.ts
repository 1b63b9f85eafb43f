import type { NamedClient } from '../../lib/named-clients.ts';
import type { Arrow } from './arrows.ts';

/** What a row of the diagram draws, in lanes: one for each client in their order, then the server's. */
export interface Path {
  readonly from: number;
  /** Where it arrives; several for an event that several clients got. */
  readonly to: readonly number[];
}

/** `undefined` where the client is gone, so that there is no lane for it. */
export function pathOf(arrow: Arrow, clients: readonly NamedClient[]): Path | undefined {
  const server = clients.length;
  const laneOf = (clientId: string): number => clients.findIndex(({ id }) => id === clientId);
  if (arrow.kind === 'event') {
    const to = arrow.fanOut.received.map(({ clientId }) => laneOf(clientId)).filter((lane) => lane >= 0);
    return to.length > 0 ? { from: server, to } : undefined;
  }
  const lane = laneOf(arrow.entry.clientId);
  if (lane < 0) return undefined;
  return arrow.kind === 'reply' ? { from: server, to: [lane] } : { from: lane, to: [server] };
}
