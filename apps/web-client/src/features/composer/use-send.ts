import { create } from 'zustand';
import { type NamedClient, placeOf } from '../../clients/named-client.ts';
import { storedStore } from '../../lib/storage.ts';
import type { LinkAnswer } from '../../links/link.ts';

export const MAX_TIMEOUT = 600_000;

export function isTimeout(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_TIMEOUT;
}

interface SendSettings {
  /** Milliseconds that the composer waits for a reply. */
  readonly timeout: number;
  /** Whether the whole reply is shown, or how it went only. */
  readonly showsReply: boolean;
}

/** Survives a reload. */
export const useSendSettings = storedStore<SendSettings>(
  'switchboard.send',
  () => ({ timeout: 5_000, showsReply: true }),
  ({ timeout, showsReply }) => ({ ...(isTimeout(timeout) && { timeout }), showsReply: showsReply !== false }),
);

/** How the last send of an event went. */
export type Outcome =
  | { readonly kind: 'waiting' }
  /** No acknowledgement was asked for. */
  | { readonly kind: 'sent' }
  | { readonly kind: 'answer'; readonly answer: LinkAnswer };

export interface Sending {
  readonly args: readonly unknown[];
  readonly ack: boolean;
}

/** An answer may be large: those of the events that were sent last are kept. */
const MAX_KEPT = 20;

/** The last outcome by client, place and event, oldest first: what one client got at one server is shown there alone. */
const useOutcomes = create<ReadonlyMap<string, Outcome>>()(() => new Map());

type Sender = Pick<NamedClient, 'id' | 'link' | 'settings'>;

/** The key of what a client sends of an event, where it sends it. */
export function sendKey(entry: Sender, event: string): string {
  return JSON.stringify([entry.id, placeOf(entry), event]);
}

/** Shows how the last send of an event went, where its client sends it. */
export function keepOutcome(entry: Sender, event: string, outcome: Outcome): void {
  const key = sendKey(entry, event);
  const others = [...useOutcomes.getState()].filter(([other]) => other !== key).slice(1 - MAX_KEPT);
  useOutcomes.setState(new Map([...others, [key, outcome]]), true);
}

/** What a link gave for a send. */
export function outcomeOf(answer: LinkAnswer | undefined): Outcome {
  return answer ? { kind: 'answer', answer } : { kind: 'sent' };
}

/** Sends an event as it is, whatever the contract says of it, and gives how it went. */
export function useSend(
  entry: Sender,
  event: string,
): { send: (sending: Sending) => void; outcome: Outcome | undefined } {
  const key = sendKey(entry, event);
  const outcome = useOutcomes((outcomes) => outcomes.get(key));
  const send = ({ args, ack }: Sending): void => {
    const { timeout } = useSendSettings.getState();
    const waiting: Outcome = { kind: 'waiting' };
    keepOutcome(entry, event, waiting);
    void entry.link.send(event, args, { ack, timeout }).then((answer) => {
      // An answer that comes late says nothing about the send after it.
      if (useOutcomes.getState().get(key) === waiting) keepOutcome(entry, event, outcomeOf(answer));
    });
  };
  return { send, outcome };
}
