import { useLayoutEffect, useMemo } from 'react';
import type { Entry, EntrySource } from '../../lib/entry.ts';
import type { Filter } from './filter.ts';
import { RowModel } from './row-model.ts';
import { entriesOfRow, type Row } from './rows.ts';

/** The rows at a moment, as React is shown them. */
export interface RowsView {
  readonly length: number;
  /** How many rows went at the front so far, to make room. */
  readonly gone: number;
  /** Another object after the filter changed. */
  readonly under: object;
  /** How many entries fit the filter. */
  readonly matching: number;
  /** How many there are. */
  readonly total: number;
  at(index: number): Row | undefined;
  /** The place of the first row whose entry has this id or a later one. */
  indexOf(id: number): number;
}

/** Milliseconds of work at a time, so that a new filter over a full log never holds up the page. */
const SLICE = 12;

/** The rows of a source under a filter, for `useSyncExternalStore`. */
export class RowFeed {
  readonly #source: EntrySource;
  readonly #model: RowModel;
  readonly #listeners = new Set<() => void>();
  #detach: (() => void) | undefined;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #filter: Filter;
  #view: RowsView;

  constructor(source: EntrySource, filter: Filter) {
    this.#source = source;
    this.#filter = filter;
    this.#model = new RowModel(source, filter);
    this.#model.sync(slice(4 * SLICE));
    this.#view = this.#takeView();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#attach();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#detach?.();
    };
  };

  readonly getSnapshot = (): RowsView => this.#view;

  /** Goes through the source again if the filter is another one. */
  setFilter(filter: Filter): void {
    if (filter === this.#filter) return;
    this.#filter = filter;
    this.#model.setFilter(filter);
    this.#sync();
  }

  #attach(): void {
    const stops = [
      this.#source.onEntry((entry) => this.#model.note(entry)),
      this.#source.subscribe(() => this.#sync()),
    ];
    this.#detach = () => {
      clearTimeout(this.#rest);
      for (const stop of stops) stop();
    };
    // What changed while nobody listened was not noted.
    this.#model.setFilter(this.#filter);
    this.#sync();
  }

  #sync(): void {
    clearTimeout(this.#rest);
    if (!this.#model.sync(slice(SLICE))) this.#rest = setTimeout(() => this.#sync());
    this.#view = this.#takeView();
    for (const listener of this.#listeners) listener();
  }

  #takeView(): RowsView {
    const { rows } = this.#model;
    return {
      length: rows.length,
      gone: rows.gone,
      under: rows,
      matching: rows.entries,
      total: this.#source.nextId - this.#source.firstId,
      at: (index) => rows.at(index),
      indexOf: (id) => rows.indexOf(id),
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
  const entries: Entry[] = [];
  for (let id = source.firstId; id < source.nextId; id++) {
    const entry = source.get(id);
    if (entry) entries.push(entry);
  }
  return entries;
}

/** The entries whose rows are shown, oldest first. */
export function matchingEntries(view: RowsView): Entry[] {
  const entries: Entry[] = [];
  for (let index = 0; index < view.length; index++) {
    const row = view.at(index);
    if (row?.kind === 'entry') entries.push(...entriesOfRow(row));
  }
  return entries.sort((a, b) => a.id - b.id);
}

/** The row as it is by now; `undefined` if it is no longer shown. */
export function freshRow(view: RowsView, { kind, entry }: Row): Row | undefined {
  // A change of a connection may have become a part of the row of a later one.
  for (let index = view.indexOf(entry.id); ; index++) {
    const row = view.at(index);
    if (!row) return undefined;
    if (row.kind === kind && entriesOfRow(row).some(({ id }) => id === entry.id)) return row;
    if (row.entry.kind !== 'state' && row.entry.id !== entry.id) return undefined;
  }
}

/** The place of a row; -1 if it is not shown. */
export function placeOf(view: RowsView, row: Row | undefined): number {
  if (!row) return -1;
  const first = view.indexOf(row.entry.id);
  return [first, first + 1].find((index) => view.at(index)?.key === row.key) ?? -1;
}
