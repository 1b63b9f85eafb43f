import type { AnyReply } from '@switchboard/contract';
import { create } from 'zustand';
import type { LinkAnswer } from '../../clients/link.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
import { useTimeout } from './timeout-input.tsx';

/** How the last send of an event went. */
export type Outcome =
  | { readonly kind: 'waiting' }
  | {
      readonly kind: 'reply';
      readonly reply: AnyReply;
      /** All arguments of the acknowledgement; left out where the console made the reply, as none came. */
      readonly raw?: readonly unknown[] | undefined;
      /** Milliseconds, as the timeline has it. */
      readonly latency: number;
    }
  /** Socket.IO would not even send it. */
  | { readonly kind: 'unsent'; readonly reason: string };

/** The last outcome by client and event: what one client got is never shown for another. */
const useOutcomes = create<Readonly<Record<string, Outcome>>>()(() => ({}));

/** Sends an event as it is, whatever the contract says of it, and gives how it went. */
export function useSend(
  { id, link }: Pick<NamedClient, 'id' | 'link'>,
  event: string,
): { send: (payload: unknown) => void; outcome: Outcome | undefined } {
  const key = `${id} ${event}`;
  const outcome = useOutcomes((outcomes) => outcomes[key]);
  const timeout = useTimeout(({ timeout: milliseconds }) => milliseconds);
  const send = (payload: unknown): void => {
    const waiting: Outcome = { kind: 'waiting' };
    useOutcomes.setState({ [key]: waiting });
    void link.send(event, payload === undefined ? [] : [payload], { ack: true, timeout }).then((answer) => {
      // A reply that comes late says nothing about the send after it.
      if (answer && useOutcomes.getState()[key] === waiting)
        useOutcomes.setState({ [key]: toOutcome(answer) });
    });
  };
  return { send, outcome };
}

function toOutcome({ reply, by, args, latency, explanation = '' }: LinkAnswer): Outcome {
  if (!reply) return { kind: 'unsent', reason: explanation };
  return { kind: 'reply', reply, raw: by === 'server' ? args : undefined, latency };
}
