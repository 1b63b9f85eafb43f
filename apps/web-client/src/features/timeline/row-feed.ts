import { useLayoutEffect, useMemo } from 'react';
import type { RowsView } from '../../components/use-tail.ts';
import type { Entry, EntrySource, StateEntry } from '../../lib/entry.ts';
import { createMatcher, type Filter } from './filter.ts';
import { entriesOfRow, type Row, rowsOf } from './rows.ts';

/** The rows at a moment, as React is shown them. */
export interface TimelineView extends RowsView<Row> {
  /** How many entries there are. */
  readonly total: number;
  /** How many entries are shown in the row of a later one. */
  readonly folded: number;
  /** The place of the first row whose entry has this id or a later one. */
  indexOf(id: number): number;
}

/** Milliseconds of work at a time, so that a new filter over a full log never holds up the page. */
const SLICE = 12;

/** An entry, and its rows: none where it does not fit the filter. */
interface Item {
  readonly entry: Entry;
  readonly rows: readonly Row[];
}

/**
 * The rows of a source under a filter, for `useSyncExternalStore`. Looks at what is new, changed or gone, and at all of it
 * only after the filter changed or older entries came back; until that is done, the old rows stay.
 */
export class RowFeed {
  readonly #source: EntrySource;
  readonly #listeners = new Set<() => void>();
  #stops: readonly (() => void)[] = [];
  #rest: ReturnType<typeof setTimeout> | undefined;
  #filter: Filter;
  #matches: (entry: Entry) => boolean;
  /** By the ids of their entries, in their order. */
  #items = new Map<number, Item>();
  #isWhole = true;
  #first: number;
  #cursor: number;
  #view: TimelineView;

  constructor(source: EntrySource, filter: Filter) {
    this.#source = source;
    this.#filter = filter;
    this.#matches = createMatcher(filter);
    this.#first = source.firstId;
    this.#cursor = source.firstId;
    this.#view = viewOf([], { gone: 0, under: this.#items, total: 0 });
    this.sync(slice(4 * SLICE));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) {
      this.#stops = [
        this.#source.onEntry((entry) => this.#items.has(entry.id) && this.#put(entry)),
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
    const { firstId, nextId } = this.#source;
    // Older entries came back: what was cleared, or what is kept over a reload.
    if (firstId < this.#first) this.#restart();
    this.#first = firstId;
    for (const id of this.#items.keys()) {
      if (id >= firstId) break;
      this.#items.delete(id);
    }
    this.#cursor = Math.max(this.#cursor, firstId);
    while (this.#cursor < nextId && mayGoOn()) {
      const entry = this.#source.get(this.#cursor);
      if (entry) this.#put(entry);
      this.#cursor += 1;
    }
    const isDone = this.#cursor === nextId;
    this.#isWhole ||= isDone;
    if (!isDone) this.#rest = setTimeout(() => this.sync());
    if (this.#isWhole) this.#view = this.#takeView();
    for (const listener of this.#listeners) listener();
    return isDone;
  }

  #put(entry: Entry): void {
    this.#items.set(entry.id, { entry, rows: this.#matches(entry) ? rowsOf(entry) : [] });
  }

  #restart(): void {
    this.#items = new Map();
    this.#isWhole = false;
    this.#cursor = this.#source.firstId;
  }

  #takeView(): TimelineView {
    const { under, gone, indexOf } = this.#view;
    return viewOf(foldStates(this.#items.values()), {
      under: this.#items,
      gone: under === this.#items ? gone + indexOf(this.#first) : 0,
      total: this.#source.nextId - this.#first,
    });
  }
}

/** All rows in their order: the changes of a client's connection are one row, until something is sent or received. */
function foldStates(items: Iterable<Item>): Row[] {
  const rows: Row[] = [];
  const run = new Map<string, StateEntry[]>();
  const endRun = (): void => {
    const folded = [...run.values()].flatMap(foldedRow);
    rows.push(...folded.sort((a, b) => a.entry.id - b.entry.id));
    run.clear();
  };
  for (const { entry, rows: own } of items) {
    if (entry.kind !== 'state') {
      if (run.size > 0) endRun();
      for (const row of own) rows.push(row);
    } else if (own.length > 0) {
      const states = run.get(entry.clientId);
      if (states) states.push(entry);
      else run.set(entry.clientId, [entry]);
    }
  }
  endRun();
  return rows;
}

function foldedRow(states: readonly StateEntry[]): Row[] {
  const entry = states.at(-1);
  if (!entry) return [];
  const earlier = states.slice(0, -1);
  return [{ kind: 'entry', key: `${entry.id}`, entry, ...(earlier.length > 0 && { earlier }) }];
}

function viewOf(rows: readonly Row[], more: Pick<TimelineView, 'gone' | 'under' | 'total'>): TimelineView {
  const indexOf = (id: number): number => {
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((rows[middle]?.entry.id ?? 0) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    ...more,
    folded: rows.reduce((sum, row) => sum + entriesOfRow(row).length - 1, 0),
    length: rows.length,
    at: (index) => rows[index],
    indexOf,
    placeOf: ({ key, entry }) => {
      const first = indexOf(entry.id);
      return [first, first + 1].find((index) => rows[index]?.key === key) ?? -1;
    },
  };
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
export function matchingEntries({ length, at }: TimelineView): Entry[] {
  const rows = Array.from({ length }, (_, index) => at(index));
  const entries = rows.flatMap((row) => (row?.kind === 'entry' ? entriesOfRow(row) : []));
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
