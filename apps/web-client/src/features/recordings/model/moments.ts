import { groupBy } from '../../../lib/group-by.ts';
import type { Recording } from '../../../recordings/recording.ts';
import {
  type Answer,
  answerValueOf,
  type CallEntry,
  type Entry,
  type EventEntry,
  payloadOf,
  type StateEntry,
} from '../../../traffic/entry.ts';

/** One thing that happened: an entry of a recording, the reply to a call, or what the user answered to an event. */
export type Moment =
  | { readonly kind: 'call' | 'send' | 'reply'; readonly entry: CallEntry }
  | { readonly kind: 'event' | 'answer'; readonly entry: EventEntry }
  /** `state` is a change that no user made, which a replay does not repeat. */
  | { readonly kind: 'connect' | 'disconnect' | 'state'; readonly entry: StateEntry };

/** Everything that happened, in its order; the places in this list are the indexes of the whole model. */
export function momentsOf({ entries }: Recording): Moment[] {
  const answers = groupBy(entries.flatMap(answerIn), ({ entry }) => answerOf(entry)?.after ?? entry.id);
  const closed = new Map<string, boolean>();
  return entries.flatMap((entry): Moment[] => {
    const first: Moment =
      entry.kind === 'state'
        ? { kind: changeOf(entry, closed), entry }
        : ({ kind: entry.kind, entry } as Moment);
    return [first, ...(answers.get(entry.id) ?? []).sort(byTime)];
  });
}

/** A reply in the same millisecond may be what the user's answer led to. */
function byTime(a: Moment, b: Moment): number {
  return timeOf(a) - timeOf(b) || Number(a.kind === 'reply') - Number(b.kind === 'reply');
}

/** When a moment was, in milliseconds since the epoch. */
export function timeOf({ kind, entry }: Moment): number {
  const isAnswer = kind === 'reply' || kind === 'answer';
  return (isAnswer && answerOf(entry)?.at) || entry.at;
}

/** What a moment carries: what was sent or received. */
export function carriedBy({ kind, entry }: Moment): unknown {
  if (entry.kind === 'state') return undefined;
  if (kind !== 'reply' && kind !== 'answer') return payloadOf(entry);
  return entry.answer && answerValueOf(entry.answer);
}

/** Whether a client sent something. */
export function isSentMoment({ kind }: Moment): boolean {
  return kind === 'call' || kind === 'send' || kind === 'answer';
}

/** The ids of the clients that are connected from the start. */
export function connectedFirst({ clients }: Recording, moments: readonly Moment[]): string[] {
  const isOf = (id: string) => (moment: Moment) =>
    moment.entry.kind === 'state' && moment.entry.clientId === id;
  return clients.map(({ id }) => id).filter((id) => moments.find(isOf(id))?.kind !== 'connect');
}

function answerOf(entry: Entry): Answer | undefined {
  return entry.kind === 'state' ? undefined : entry.answer;
}

function answerIn(entry: Entry): Moment[] {
  if (entry.kind === 'call' && entry.answer) return [{ kind: 'reply', entry }];
  return entry.kind === 'event' && entry.answer?.by === 'user' ? [{ kind: 'answer', entry }] : [];
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
