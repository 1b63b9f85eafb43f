import type { NamedClient } from '../../lib/named-clients.ts';
import type { Arrow } from './arrows.ts';
import { receiversOf } from './receivers.ts';

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

/** The lanes of the clients that were connected and did not get an event. */
export function missedBy(arrow: Arrow, clients: readonly NamedClient[]): number[] {
  if (arrow.kind !== 'event') return [];
  const missed = receiversOf(arrow.fanOut, clients).filter(({ received }) => !received);
  return missed.map(({ clientId }) => clients.findIndex(({ id }) => id === clientId));
}
