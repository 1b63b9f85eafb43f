import type { AnyReply } from '@switchboard/contract';
import { useState } from 'react';
import type { NamedClient } from '../../lib/named-clients.ts';
import { useTimeout } from './timeout-store.ts';

/** How the last send of this event went. */
export type Outcome =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'reply'; readonly reply: AnyReply; readonly latency: number }
  /** Socket.IO would not even send it. */
  | { readonly kind: 'unsent'; readonly reason: string };

/** Sends an event as it is, whatever the contract says of it, and tells how it went. */
export function useSend(
  { client }: NamedClient,
  event: string,
): { send: (payload: unknown) => void; outcome: Outcome | undefined } {
  const [outcome, setOutcome] = useState<Outcome>();
  const timeout = useTimeout(({ timeout: milliseconds }) => milliseconds);
  const send = (payload: unknown): void => {
    const start = performance.now();
    setOutcome({ kind: 'waiting' });
    client.callUnchecked(event, payload, { timeout }).then(
      (reply) => setOutcome({ kind: 'reply', reply, latency: performance.now() - start }),
      (error: unknown) => setOutcome({ kind: 'unsent', reason: String(error) }),
    );
  };
  return { send, outcome };
}
