import { useLayoutEffect, useMemo } from 'react';
import type { RowsView } from '../../components/use-tail.ts';
import { Listeners } from '../../lib/listeners.ts';
import { preview } from '../../lib/preview.ts';
import { type Entry, type EntrySource, problemOf, type StateEntry } from '../../traffic/entry.ts';
import { createMatcher, type Filter } from './filter.ts';
import { entriesOfRow, type Row, rowsOf } from './rows.ts';

/** The rows at a moment, as React is shown them. */
export interface TimelineView extends RowsView<Row> {
  /** How many entries there are. */
  readonly total: number;
  /** How many entries match the filter. */
  readonly matching: number;
  /** How many of them are shown in the row of a later one. */
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
 * The rows of a source under a filter, for `useSyncExternalStore`. Matches each entry once, and all of them again only
 * after the filter changed; until that is done, the old rows stay. A change makes the rows again from the first entry that
 * changed on.
 */
export class RowFeed {
  readonly #source: EntrySource;
  readonly #listeners = new Listeners();
  #rest: ReturnType<typeof setTimeout> | undefined;
  #filter: Filter;
  #matches: (entry: Entry) => boolean;
  /** From the entry `#firstId` on; with holes where older entries came back. */
  #items: Item[] = [];
  #firstId: number;
  /** What comes before the entry of this id was looked at, and did not change since. */
  #from = 0;
  /** The rows of what comes before the entry of this id are those of the view. */
  #stale = 0;
  #rows: readonly Row[] = [];
  /** The id behind the last entry that is shown. */
  #shownTo: number;
  #view: TimelineView;

  constructor(source: EntrySource, filter: Filter) {
    this.#source = source;
    this.#filter = filter;
    this.#matches = createMatcher(filter);
    this.#firstId = source.firstId;
    this.#shownTo = source.firstId;
    this.#view = viewOf([], { gone: 0, under: this.#items, total: 0, matching: 0, folded: 0 });
    this.sync(slice(4 * SLICE));
  }

  /** For one listener at a time. */
  readonly subscribe = (listener: () => void): (() => void) => {
    const stops = [
      this.#listeners.add(listener),
      this.#source.subscribe(() => this.sync()),
      this.#source.onEntry(({ id }) => {
        // What was dropped is in no row.
        if (id >= this.#source.firstId) this.#from = Math.min(this.#from, id);
      }),
    ];
    // What changed while nobody listened is not known.
    this.#from = 0;
    this.sync();
    return () => {
      clearTimeout(this.#rest);
      for (const stop of stops) stop();
    };
  };

  readonly getSnapshot = (): TimelineView => this.#view;

  /** Goes through the source again if the filter is another one. */
  setFilter(filter: Filter, mayGoOn?: () => boolean): void {
    if (filter === this.#filter) return;
    this.#filter = filter;
    this.#matches = createMatcher(filter);
    this.#items = [];
    this.#from = 0;
    this.#stale = 0;
    this.#shownTo = Number.POSITIVE_INFINITY;
    this.sync(mayGoOn);
  }

  /** Catches up with the source while `mayGoOn` says so, asked before each new entry, and then soon. Returns whether it is done. */
  sync(mayGoOn: () => boolean = slice(SLICE)): boolean {
    clearTimeout(this.#rest);
    const { firstId, nextId } = this.#source;
    const gone = firstId - this.#firstId;
    if (gone > 0) this.#items.splice(0, gone);
    // What was cleared, or what is kept over a reload.
    if (gone < 0) {
      this.#items = [...new Array<Item>(-gone), ...this.#items];
      this.#from = 0;
      this.#stale = 0;
    }
    this.#firstId = firstId;
    let id = Math.max(this.#from, firstId);
    for (; id < nextId; id++) {
      const entry = this.#source.get(id);
      const known = this.#items[id - firstId];
      if (!entry || known?.entry === entry) continue;
      if (!known && !mayGoOn()) break;
      this.#items[id - firstId] = { entry, rows: this.#matches(entry) ? rowsOf(entry) : [] };
      this.#stale = Math.min(this.#stale, id);
    }
    this.#from = id;
    const isDone = id === nextId;
    if (!isDone) this.#rest = setTimeout(() => this.sync());
    if (isDone || id >= this.#shownTo) this.#show(id);
    return isDone;
  }

  /** Shows the entries before the one of the id `end`. */
  #show(end: number): void {
    const view = this.#view;
    const firstId = this.#firstId;
    const front = view.indexOf(firstId);
    const start = this.#startOfStale(front);
    const kept = view.indexOf(start);
    const added = foldStates(this.#items.slice(start - firstId, end - firstId));
    const rows = this.#rows.slice(front, kept).concat(added);
    const before = tally([...this.#rows.slice(0, front), ...this.#rows.slice(kept)]);
    const now = tally(added);
    this.#rows = rows;
    this.#shownTo = end;
    this.#stale = end;
    this.#view = viewOf(rows, {
      under: this.#items,
      gone: view.under === this.#items ? view.gone + front : 0,
      total: this.#source.nextId - firstId,
      matching: view.matching - before.matching + now.matching,
      folded: view.folded - before.folded + now.folded,
    });
    this.#listeners.notify();
  }

  /** The id of the first entry whose row is to be made again; `front` is the place of the first row that stays. */
  #startOfStale(front: number): number {
    const firstId = this.#firstId;
    // Of changes of connections that are one row the first ones may have gone. Such a row stands before what is no such change.
    let end = 0;
    while (this.#items[end]?.entry.kind === 'state') end += 1;
    for (const row of this.#rows.slice(front, front + end)) {
      if (row.entry.id >= firstId + end) break;
      if (row.kind === 'entry' && (row.earlier?.[0] ?? row.entry).id < firstId) return firstId;
    }
    let start = Math.max(this.#stale, firstId);
    while (this.#items[start - firstId - 1]?.entry.kind === 'state') start -= 1;
    return start;
  }
}

/**
 * All rows in their order: the changes of a client's connection are one row, until something is sent or received. What
 * failed is a row of its own.
 */
function foldStates(items: readonly Item[]): Row[] {
  const rows: Row[] = [];
  const changes = new Map<string, StateEntry[]>();
  const fold = (): void => {
    const folded = [...changes.values()].flatMap(runsOf).map(foldedRow);
    rows.push(...folded.sort((a, b) => a.entry.id - b.entry.id));
    changes.clear();
  };
  for (const { entry, rows: own } of items) {
    if (entry.kind !== 'state') {
      if (changes.size > 0) fold();
      for (const row of own) rows.push(row);
    } else if (own.length > 0) {
      const ofClient = changes.get(entry.clientId);
      if (ofClient) ofClient.push(entry);
      else changes.set(entry.clientId, [entry]);
    }
  }
  fold();
  return rows;
}

/** One client's changes by how they went: what went well, attempts that are made again and again, each refusal. */
function runsOf(states: readonly StateEntry[]): StateEntry[][] {
  const runs: StateEntry[][] = [];
  let failure: string | undefined;
  /** The steps on the way to what comes next. */
  let steps: StateEntry[] = [];
  for (const entry of states) {
    steps.push(entry);
    const next = failureOf(entry);
    if (next === undefined && entry.state.status !== 'connected') continue;
    const last = next === failure ? runs.at(-1) : undefined;
    if (last) last.push(...steps);
    else runs.push(steps);
    [failure, steps] = [next, []];
  }
  const last = failure === undefined ? runs.at(-1) : undefined;
  if (last) last.push(...steps);
  else if (steps.length > 0) runs.push(steps);
  return runs;
}

/** How a connection failed: `retry` where it is tried again, and why where it was refused; `undefined` where it did not. */
function failureOf({ state }: StateEntry): string | undefined {
  const problem = problemOf(state);
  return problem && (state.status === 'refused' ? `refused ${preview(problem)}` : 'retry');
}

function foldedRow(states: readonly StateEntry[]): Row {
  const entry = states.at(-1) as StateEntry;
  const earlier = states.slice(0, -1);
  return { kind: 'entry', key: `${entry.id}`, entry, ...(earlier.length > 0 && { earlier }) };
}

/** How many entries the rows show, and how many of them in the row of a later one. */
function tally(rows: readonly Row[]): Pick<TimelineView, 'matching' | 'folded'> {
  let [matching, folded] = [0, 0];
  for (const row of rows) {
    if (row.kind !== 'entry') continue;
    const earlier = row.earlier?.length ?? 0;
    folded += earlier;
    matching += 1 + earlier;
  }
  return { matching, folded };
}

type Counts = Pick<TimelineView, 'gone' | 'under' | 'total' | 'matching' | 'folded'>;

function viewOf(rows: readonly Row[], counts: Counts): TimelineView {
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
    ...counts,
    length: rows.length,
    at: (index) => rows[index],
    indexOf,
    indexOfRow: ({ key, entry }) => {
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
