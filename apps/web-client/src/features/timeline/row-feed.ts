import { useLayoutEffect, useMemo } from 'react';
import type { RowsView } from '../../components/use-tail.ts';
import type { Entry, StateEntry } from '../../lib/entry.ts';
import type { EntrySource } from '../../lib/entry-source.ts';
import { createMatcher, type Filter } from './filter.ts';
import { entriesOfRow, type Row, rowsOf } from './rows.ts';

/** The rows at a moment, as React is shown them. */
export interface TimelineView extends RowsView<Row> {
  /** How many entries there are. */
  readonly total: number;
  /** The place of the first row whose entry has this id or a later one. */
  indexOf(id: number): number;
}

/** Rows in the order of their entries. */
class Rows {
  #rows: Row[] = [];
  #gone = 0;

  get length(): number {
    return this.#rows.length;
  }

  /** How many rows were dropped at the front so far. */
  get gone(): number {
    return this.#gone;
  }

  at(index: number): Row | undefined {
    return this.#rows[index];
  }

  indexOf(id: number): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.at(middle)?.entry.id ?? 0) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  append(entry: Entry): void {
    this.#rows.push(...rowsOf(entry));
  }

  /** Appends a change of a connection; the row of the change `before` it, if it is still there, becomes part of its row. */
  appendState(entry: StateEntry, before: number | undefined): void {
    const index = before === undefined ? this.length : this.indexOf(before);
    const row = this.at(index);
    if (row?.kind !== 'entry' || row.entry.kind !== 'state' || row.entry.id !== before) {
      this.append(entry);
      return;
    }
    // One list for as long as the row grows: a client may try to reconnect for hours.
    const earlier = (row.earlier ?? []) as StateEntry[];
    earlier.push(row.entry);
    this.#rows.splice(index, 1);
    this.#rows.push({ kind: 'entry', key: `${entry.id}`, entry, earlier });
  }

  /** Puts an entry in its place, or takes it out: `shown` says which. */
  put(entry: Entry, shown: boolean): void {
    const index = this.indexOf(entry.id);
    let there = 0;
    while (this.at(index + there)?.entry.id === entry.id) there += 1;
    this.#rows.splice(index, there, ...(shown ? rowsOf(entry) : []));
  }

  /** Drops the rows of entries before this id; of changes that one row shows the older may have to go. */
  dropBefore(id: number): void {
    const end = this.indexOf(id);
    if (end > 0) this.#rows.splice(0, end);
    this.#gone += end;
    // Only rows of connections can stand before a row of several changes.
    for (const [index, row] of this.#rows.entries()) {
      if (row.kind !== 'entry' || row.entry.kind !== 'state') return;
      const { earlier, ...bare } = row;
      if (!earlier || (earlier[0]?.id ?? id) >= id) continue;
      const kept = earlier.filter((entry) => entry.id >= id);
      this.#rows[index] = kept.length > 0 ? { ...bare, earlier: kept } : bare;
    }
  }
}

/** Milliseconds of work at a time, so that a new filter over a full log never holds up the page. */
const SLICE = 12;

/**
 * The rows of a source under a filter, for `useSyncExternalStore`. Follows its source by what is new, changed or gone, and
 * goes through all of it only after the filter changed or older entries came back; until that is done, the rows of before
 * stay.
 */
export class RowFeed {
  readonly #source: EntrySource;
  readonly #listeners = new Set<() => void>();
  readonly #changed = new Set<number>();
  /** For each client its newest change since the last entry that was no change of a connection. */
  readonly #states = new Map<string, number>();
  #stops: readonly (() => void)[] = [];
  #rest: ReturnType<typeof setTimeout> | undefined;
  #filter: Filter;
  #matches: (entry: Entry) => boolean;
  #rows = new Rows();
  /** The rows of a new filter, while they are being made. */
  #next: Rows | undefined;
  #first: number;
  #cursor: number;
  #view: TimelineView;

  constructor(source: EntrySource, filter: Filter) {
    this.#source = source;
    this.#filter = filter;
    this.#matches = createMatcher(filter);
    this.#first = source.firstId;
    this.#cursor = source.firstId;
    this.#catchUp(slice(4 * SLICE));
    this.#view = this.#takeView();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) {
      this.#stops = [
        this.#source.onEntry((entry) => entry.id < this.#cursor && this.#changed.add(entry.id)),
        this.#source.subscribe(() => this.sync()),
      ];
      // What changed while nobody listened was not noted.
      this.#restart();
      this.sync();
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      clearTimeout(this.#rest);
      for (const stop of this.#stops) stop();
    };
  };

  readonly getSnapshot = (): TimelineView => this.#view;

  /** Goes through the source again if the filter is another one. */
  setFilter(filter: Filter, mayGoOn?: () => boolean): void {
    if (filter === this.#filter) return;
    this.#filter = filter;
    this.#matches = createMatcher(filter);
    this.#restart();
    this.sync(mayGoOn);
  }

  /** Catches up with the source while `mayGoOn` says so, asked before each entry, and then soon. Returns whether it is done. */
  sync(mayGoOn: () => boolean = slice(SLICE)): boolean {
    clearTimeout(this.#rest);
    const isDone = this.#catchUp(mayGoOn);
    if (!isDone) this.#rest = setTimeout(() => this.sync());
    this.#view = this.#takeView();
    for (const listener of this.#listeners) listener();
    return isDone;
  }

  #catchUp(mayGoOn: () => boolean): boolean {
    const { firstId, nextId } = this.#source;
    // Older entries came back: what was cleared, or what is kept over a reload.
    if (firstId < this.#first) this.#restart();
    this.#first = firstId;
    const target = this.#next ?? this.#rows;
    this.#rows.dropBefore(firstId);
    this.#next?.dropBefore(firstId);
    for (const id of this.#changed) {
      const entry = this.#source.get(id);
      if (entry) target.put(entry, this.#matches(entry));
    }
    this.#changed.clear();
    if (this.#cursor < firstId) {
      this.#cursor = firstId;
      this.#states.clear();
    }
    while (this.#cursor < nextId && mayGoOn()) this.#append(target, this.#source.get(this.#cursor++));
    if (this.#cursor < nextId) return false;
    this.#rows = target;
    this.#next = undefined;
    return true;
  }

  #restart(): void {
    this.#next = new Rows();
    this.#changed.clear();
    this.#states.clear();
    this.#cursor = this.#source.firstId;
  }

  #append(target: Rows, entry: Entry | undefined): void {
    if (entry?.kind !== 'state') this.#states.clear();
    if (!entry || !this.#matches(entry)) return;
    if (entry.kind === 'state') {
      target.appendState(entry, this.#states.get(entry.clientId));
      this.#states.set(entry.clientId, entry.id);
    } else target.append(entry);
  }

  #takeView(): TimelineView {
    const rows = this.#rows;
    return {
      length: rows.length,
      gone: rows.gone,
      under: rows,
      total: this.#source.nextId - this.#source.firstId,
      at: (index) => rows.at(index),
      indexOf: (id) => rows.indexOf(id),
      placeOf: (row) => {
        const first = rows.indexOf(row.entry.id);
        return [first, first + 1].find((index) => rows.at(index)?.key === row.key) ?? -1;
      },
    };
  }
}

function slice(milliseconds: number): () => boolean {
  const end = performance.now() + milliseconds;
  return () => performance.now() < end;
}

/** The rows of a source that fit the filter. A component that shows them subscribes to them. */
export function useRowFeed(source: EntrySource, filter: Filter): RowFeed {
  // The feed gets another filter by `setFilter`, and keeps its rows meanwhile.
  const feed = useMemo(() => new RowFeed(source, filter), [source]);
  useLayoutEffect(() => feed.setFilter(filter), [feed, filter]);
  return feed;
}

/** All entries of a source, oldest first. */
export function entriesOf(source: EntrySource): Entry[] {
  const ids = Array.from({ length: source.nextId - source.firstId }, (_, index) => source.firstId + index);
  return ids.flatMap((id) => source.get(id) ?? []);
}

/** The entries whose rows are shown, oldest first. */
export function matchingEntries(view: TimelineView): Entry[] {
  const entries: Entry[] = [];
  for (let index = 0; index < view.length; index++) {
    const row = view.at(index);
    if (row?.kind === 'entry') entries.push(...entriesOfRow(row));
  }
  return entries.sort((a, b) => a.id - b.id);
}

/** The row as it is by now; `undefined` if it is no longer shown. */
export function freshRow(view: TimelineView, { kind, entry }: Row): Row | undefined {
  // A change of a connection may have become a part of the row of a later one.
  for (let index = view.indexOf(entry.id); ; index++) {
    const row = view.at(index);
    if (!row) return undefined;
    if (row.kind === kind && entriesOfRow(row).some(({ id }) => id === entry.id)) return row;
    if (row.entry.kind !== 'state' && row.entry.id !== entry.id) return undefined;
  }
}
