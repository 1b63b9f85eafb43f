import type { AnyReply } from '@switchboard/contract';
import { useRef, useState } from 'react';
import type { NamedClient } from '../../lib/named-clients.ts';
import { useTimeout } from './timeout-input.tsx';

/** How the last send of this event went. */
export type Outcome =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'reply'; readonly reply: AnyReply; readonly latency: number }
  /** Socket.IO would not even send it. */
  | { readonly kind: 'unsent'; readonly reason: string };

/** Sends an event as it is, whatever the contract says of it, and gives how it went. */
export function useSend(
  { client }: NamedClient,
  event: string,
): { send: (payload: unknown) => void; outcome: Outcome | undefined } {
  const [outcome, setOutcome] = useState<Outcome>();
  const last = useRef(0);
  const timeout = useTimeout(({ timeout: milliseconds }) => milliseconds);
  const send = (payload: unknown): void => {
    const start = performance.now();
    const number = ++last.current;
    // A reply that comes late says nothing of the send after it.
    const settle = (settled: Outcome): void => {
      if (number === last.current) setOutcome(settled);
    };
    setOutcome({ kind: 'waiting' });
    client.callUnchecked(event, payload, { timeout }).then(
      (reply) => settle({ kind: 'reply', reply, latency: performance.now() - start }),
      (error: unknown) => settle({ kind: 'unsent', reason: String(error) }),
    );
  };
  return { send, outcome };
}
