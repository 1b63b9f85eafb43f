import type { NamedClient } from '../../lib/named-clients.ts';
import type { FanOut } from './fan-outs.ts';

/** What became of an event at one client. */
export type Receiver =
  | {
      readonly clientId: string;
      readonly received: true;
      readonly at: number;
      /** Milliseconds since the call that it followed from, if that is known. */
      readonly latency: number | undefined;
    }
  | { readonly clientId: string; readonly received: false };

/** Who got the event, first come first, and then which clients were connected and did not get it. */
export function receiversOf({ received, cause }: FanOut, clients: readonly NamedClient[]): Receiver[] {
  const start = received[0].at;
  const got = new Set(received.map(({ clientId }) => clientId));
  return [
    ...received.map(({ clientId, at }) => ({
      clientId,
      received: true as const,
      at,
      latency: cause && at - cause.at,
    })),
    ...clients
      .filter((client) => !got.has(client.id) && wasConnected(client, start))
      .map(({ id }) => ({ clientId: id, received: false as const })),
  ];
}

function wasConnected({ history }: NamedClient, at: number): boolean {
  const last = history.findLast((item) => 'state' in item && item.at <= at);
  return last !== undefined && 'state' in last && last.state.status === 'connected';
}
