import type { AnyReply } from '@switchboard/contract';
import { create } from 'zustand';
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
  { id, client }: Pick<NamedClient, 'id' | 'client'>,
  event: string,
): { send: (payload: unknown) => void; outcome: Outcome | undefined } {
  const key = `${id} ${event}`;
  const outcome = useOutcomes((outcomes) => outcomes[key]);
  const timeout = useTimeout(({ timeout: milliseconds }) => milliseconds);
  const send = (payload: unknown): void => {
    const waiting: Outcome = { kind: 'waiting' };
    useOutcomes.setState({ [key]: waiting });
    const settled = new WeakMap<AnyReply, Pick<Outcome & { kind: 'reply' }, 'raw' | 'latency'>>();
    const stop = client.observe((traffic) => {
      if (traffic.kind === 'reply') settled.set(traffic.reply, traffic);
    });
    // A reply that comes late says nothing about the send after it.
    const settle = (next: Outcome): void => {
      stop();
      if (useOutcomes.getState()[key] === waiting) useOutcomes.setState({ [key]: next });
    };
    client.callUnchecked(event, payload, { timeout }).then(
      (reply) => {
        const { raw, latency = 0 } = settled.get(reply) ?? {};
        settle({ kind: 'reply', reply, raw, latency });
      },
      (error: unknown) => settle({ kind: 'unsent', reason: String(error) }),
    );
  };
  return { send, outcome };
}
