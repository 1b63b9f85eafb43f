import type { Hearing, SentCall, StoredMessage } from './history.ts';

/** What one run came to. */
export interface Counts {
  readonly sent: number;
  readonly acknowledged: number;
  readonly stored: number;
  /** Acknowledged, but not in the store under the id and number of the reply. */
  readonly lost: number;
  /** One call stored again, or one message delivered again on the same connection. */
  readonly duplicated: number;
  /** Told after a later one on the same connection, with no signal between them. */
  readonly outOfOrder: number;
  /** Not delivered to a receiver that was listening, or that was away until it joined again. */
  readonly missed: number;
  /** Of these, the ones of which it could not know: no later number, no signal, no end of the connection. */
  readonly unsignalled: number;
}

export interface Recorded {
  readonly calls: readonly SentCall[];
  readonly hearings: readonly Hearing[];
  /** The room as it was in the end, in the order of `seq`. */
  readonly stored: readonly StoredMessage[];
}

/** Counts what a run did to the promises of delivery. */
export function checkHistory({ calls, hearings, stored }: Recorded): Counts {
  const seqById = new Map(stored.map(({ id, seq }) => [id, seq]));
  const acknowledged = calls.flatMap((call) => call.acknowledged ?? []);
  const missed = hearings.map((hearing, index) => {
    // What the next joining brought was not missed.
    const next = hearings.slice(index + 1).find(({ receiver }) => receiver === hearing.receiver);
    const due = stored.filter(({ seq }) => seq > hearing.from && seq <= (next?.from ?? Infinity));
    return { hearing, seqs: missedBy(hearing, due) };
  });
  const unsignalled = missed.map(({ hearing, seqs }) => seqs.filter((seq) => !couldKnow(hearing, seq)));
  return {
    sent: calls.length,
    acknowledged: acknowledged.length,
    stored: stored.length,
    lost: acknowledged.filter(({ id, seq }) => seqById.get(id) !== seq).length,
    duplicated:
      repeats(stored.map(({ text }) => text)) +
      sum(hearings.map(({ heard }) => repeats(heard.map(({ id }) => id)))),
    outOfOrder: sum(hearings.map(countOutOfOrder)),
    missed: sum(missed.map(({ seqs }) => seqs.length)),
    unsignalled: sum(unsignalled.map((seqs) => seqs.length)),
  };
}

function missedBy({ heard }: Hearing, due: readonly StoredMessage[]): number[] {
  const ids = new Set(heard.map(({ id }) => id));
  return due.filter(({ id }) => !ids.has(id)).map(({ seq }) => seq);
}

function couldKnow({ heard, signals, ended }: Hearing, missed: number): boolean {
  if (ended || heard.some(({ seq }) => seq > missed)) return true;
  // Only earlier ones were heard, so that it was due after all of them.
  return signals.some((heardByThen) => heardByThen === heard.length);
}

function countOutOfOrder({ heard, signals }: Hearing): number {
  return heard.filter(({ seq }, index) => {
    const before = heard[index - 1];
    return before !== undefined && seq < before.seq && !signals.includes(index);
  }).length;
}

function repeats(values: readonly string[]): number {
  return values.length - new Set(values).size;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
