import { create } from 'zustand';
import type { LinkAnswer } from '../../clients/link.ts';
import type { NamedClient } from '../../clients/named-client.ts';
import { useTimeout } from './timeout-input.tsx';

/** How the last send of an event went. */
export type Outcome =
  | { readonly kind: 'waiting' }
  /** No acknowledgement was asked for. */
  | { readonly kind: 'sent' }
  | { readonly kind: 'answer'; readonly answer: LinkAnswer };

export interface Sending {
  readonly args: readonly unknown[];
  /** Whether an acknowledgement is asked for. */
  readonly ack: boolean;
}

/** An answer may be large: those of the events that were sent last are kept. */
const MAX_KEPT = 20;

/** The last outcome by client and event, oldest first: what one client got is never shown for another. */
const useOutcomes = create<ReadonlyMap<string, Outcome>>()(() => new Map());

function keep(key: string, outcome: Outcome): void {
  const others = [...useOutcomes.getState()].filter(([other]) => other !== key).slice(1 - MAX_KEPT);
  useOutcomes.setState(new Map([...others, [key, outcome]]), true);
}

/** Sends an event as it is, whatever the contract says of it, and gives how it went. */
export function useSend(
  { id, link }: Pick<NamedClient, 'id' | 'link'>,
  event: string,
): { send: (sending: Sending) => void; outcome: Outcome | undefined } {
  const key = `${id} ${event}`;
  const outcome = useOutcomes((outcomes) => outcomes.get(key));
  const timeout = useTimeout(({ timeout: milliseconds }) => milliseconds);
  const send = ({ args, ack }: Sending): void => {
    const waiting: Outcome = { kind: 'waiting' };
    keep(key, waiting);
    void link.send(event, args, { ack, timeout }).then((answer) => {
      // An answer that comes late says nothing about the send after it.
      if (useOutcomes.getState().get(key) !== waiting) return;
      keep(key, answer ? { kind: 'answer', answer } : { kind: 'sent' });
    });
  };
  return { send, outcome };
}
