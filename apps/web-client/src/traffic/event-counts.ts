import { type CallEntry, type EventEntry, issuesOf, type Place, placeKey } from './entry.ts';

/** A server may make up any number of names: this many are counted at a place in each direction, those that were seen last. */
export const MAX_EVENT_NAMES = 5_000;

export interface EventCount {
  readonly total: number;
  /** How often the event, or its reply, broke the contract. */
  readonly violations: number;
}

/** By the names of the events, in the order in which they were seen last. */
export interface PlaceCounts {
  readonly sent: ReadonlyMap<string, EventCount>;
  readonly received: ReadonlyMap<string, EventCount>;
}

type Way = 'sent' | 'received';

/** By the keys of a direction at a place. */
export type NamesSeen = Readonly<Record<string, readonly string[]>>;

/** What of them is listed, and kept over a reload, at each place in each direction. */
const MAX_LISTED = 500;
/** Directions at places of which names are kept over a reload: those where something was seen last. */
const MAX_KEPT = 40;
const MAX_LENGTH = 200;

/** How often each event was sent and received, at each place. */
export class EventCounts {
  /** Of all places; clearing changes neither. */
  readonly totals: Record<Way, number> = { sent: 0, received: 0 };
  /** By the keys of a direction at a place. */
  readonly #counts = new Map<string, Map<string, EventCount>>();

  add(entry: CallEntry | EventEntry): void {
    this.totals[wayOf(entry)] += 1;
    this.#addAt(entry, { total: 1, violations: issuesOf(entry).length > 0 ? 1 : 0 });
  }

  /** The reply to a call that was counted breaks the contract. */
  addViolation(call: CallEntry | EventEntry): void {
    this.#addAt(call, { total: 0, violations: 1 });
  }

  /** Counts each event from 0 again, under the same names; returns a function that adds the earlier counts again. The totals go on. */
  clear(): () => void {
    const before = [...this.#counts].flatMap(([key, names]) =>
      [...names].map(([event, count]) => ({ key, event, count })),
    );
    for (const { key, event, count } of before)
      this.#add(key, event, { total: -count.total, violations: -count.violations });
    return () => {
      for (const { key, event, count } of before) this.#add(key, event, count);
    };
  }

  /** The names that were seen last, as JSON; those of a server that makes them long are left out. */
  namesSeen(): NamesSeen {
    const kept = (names: readonly string[]): string[] =>
      names.filter(({ length }) => length <= MAX_LENGTH).slice(-MAX_LISTED);
    const latest = [...this.#counts].slice(-MAX_KEPT);
    return Object.fromEntries(latest.map(([key, names]) => [key, kept([...names.keys()])]));
  }

  /** Takes over names that were seen before a reload. */
  addNames(names: NamesSeen): void {
    for (const [key, events] of Object.entries(names))
      for (const event of events) this.#add(key, event, { total: 0, violations: 0 });
  }

  at(place: Place): PlaceCounts {
    return { sent: this.#namesAt(keyOf('sent', place)), received: this.#namesAt(keyOf('received', place)) };
  }

  #addAt(entry: CallEntry | EventEntry, more: EventCount): void {
    if (entry.place) this.#add(keyOf(wayOf(entry), entry.place), entry.event, more);
  }

  #add(key: string, event: string, more: EventCount): void {
    const names = this.#namesAt(key);
    this.#counts.delete(key);
    this.#counts.set(key, names);
    const { total = 0, violations = 0 } = names.get(event) ?? {};
    names.delete(event);
    names.set(event, { total: total + more.total, violations: violations + more.violations });
    const [oldest = ''] = names.keys();
    if (names.size > MAX_EVENT_NAMES) names.delete(oldest);
  }

  #namesAt(key: string): Map<string, EventCount> {
    return this.#counts.get(key) ?? new Map();
  }
}

function keyOf(way: Way, place: Place): string {
  return `${way} ${placeKey(place)}`;
}

function wayOf({ kind }: CallEntry | EventEntry): Way {
  return kind === 'event' ? 'received' : 'sent';
}
