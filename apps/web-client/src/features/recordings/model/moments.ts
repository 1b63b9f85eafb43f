import {
  answerValueOf,
  type CallEntry,
  type EventEntry,
  payloadOf,
  type StateEntry,
} from '../../../lib/entry.ts';
import type { Recording } from '../../../lib/recording.ts';

/** One thing that happened: an entry of a recording, or the answer to a call. */
export type Moment =
  | { readonly kind: 'call' | 'send' | 'reply'; readonly entry: CallEntry }
  | { readonly kind: 'event'; readonly entry: EventEntry }
  /** `state` is a change that no user made, which a replay does not repeat. */
  | { readonly kind: 'connect' | 'disconnect' | 'state'; readonly entry: StateEntry };

/** Everything that happened, in its order; the places in this list are the indexes of the whole model. */
export function momentsOf({ entries }: Recording): Moment[] {
  const replies = new Map<number, CallEntry[]>();
  for (const entry of entries) {
    if (entry.kind !== 'call' || !entry.answer) continue;
    const after = entry.answer.after ?? entry.id;
    replies.set(after, [...(replies.get(after) ?? []), entry]);
  }
  const closed = new Map<string, boolean>();
  return entries.flatMap((entry): Moment[] => {
    const answered = (replies.get(entry.id) ?? []).sort((a, b) => answerTime(a) - answerTime(b));
    const first: Moment =
      entry.kind === 'state'
        ? { kind: changeOf(entry, closed), entry }
        : ({ kind: entry.kind, entry } as Moment);
    return [first, ...answered.map((call): Moment => ({ kind: 'reply', entry: call }))];
  });
}

/** What a moment carries: what was sent or received. */
export function carriedBy({ kind, entry }: Moment): unknown {
  if (entry.kind === 'state') return undefined;
  if (kind !== 'reply') return payloadOf(entry);
  return entry.answer ? answerValueOf(entry.answer) : undefined;
}

/** Whether a client sent something. */
export function isSent({ kind }: Moment): boolean {
  return kind === 'call' || kind === 'send';
}

/** The ids of the clients that are connected from the start. */
export function connectedFirst({ clients }: Recording, moments: readonly Moment[]): string[] {
  const isOf = (id: string) => (moment: Moment) =>
    moment.entry.kind === 'state' && moment.entry.clientId === id;
  return clients.map(({ id }) => id).filter((id) => moments.find(isOf(id))?.kind !== 'connect');
}

function answerTime({ answer }: CallEntry): number {
  return answer?.at ?? 0;
}

/** What a user did to a connection; one that broke by itself is not broken again. */
function changeOf(
  { clientId, state: { status } }: StateEntry,
  closed: Map<string, boolean>,
): 'connect' | 'disconnect' | 'state' {
  const wasClosed = closed.get(clientId) ?? status === 'connecting';
  const isClosed = status === 'disconnected' || status === 'refused';
  closed.set(clientId, isClosed);
  if (wasClosed) return isClosed ? 'state' : 'connect';
  return status === 'disconnected' ? 'disconnect' : 'state';
}
