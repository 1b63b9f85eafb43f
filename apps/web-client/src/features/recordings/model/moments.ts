import type { Answer, CallEntry, EventEntry, StateEntry } from '../../../lib/entry.ts';
import type { Recording } from '../../../lib/recording.ts';

/** One thing that happened: an entry of a recording, or the answer to one. */
export type Moment =
  | { readonly kind: 'call' | 'send'; readonly entry: CallEntry }
  | { readonly kind: 'reply'; readonly entry: CallEntry; readonly answer: Answer }
  | { readonly kind: 'event'; readonly entry: EventEntry }
  | { readonly kind: 'state'; readonly entry: StateEntry };

/** Everything that happened, in its order; the places in this list are the indexes of the whole model. */
export function momentsOf({ entries }: Recording): Moment[] {
  const answered = new Map<number, Extract<Moment, { kind: 'reply' }>[]>();
  for (const entry of entries) {
    if (entry.kind !== 'call' || !entry.answer) continue;
    const after = entry.answer.after ?? entry.id;
    const replies = answered.get(after) ?? [];
    replies.push({ kind: 'reply', entry, answer: entry.answer });
    answered.set(after, replies);
  }
  return entries.flatMap((entry): Moment[] => {
    const replies = (answered.get(entry.id) ?? []).sort((a, b) => a.answer.at - b.answer.at);
    if (entry.kind === 'state') return [{ kind: 'state', entry }, ...replies];
    if (entry.kind === 'event') return [{ kind: 'event', entry }, ...replies];
    return [{ kind: entry.kind, entry }, ...replies];
  });
}
