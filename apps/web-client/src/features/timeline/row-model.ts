import type { Entry, EntrySource, StateEntry } from '../../lib/entry.ts';
import { createMatcher } from './create-matcher.ts';
import type { Filter } from './filter.ts';
import { entriesOfRow, type Row, rowsOf } from './rows.ts';

/** Rows in the order of their entries. New ones are appended and old ones dropped without a copy of the rest. */
export class RowWindow {
  #rows: (Row | undefined)[] = [];
  #head = 0;
  #entries = 0;
  #gone = 0;

  get length(): number {
    return this.#rows.length - this.#head;
  }

  /** How many entries the rows show. */
  get entries(): number {
    return this.#entries;
  }

  /** How many rows were dropped so far. */
  get gone(): number {
    return this.#gone;
  }

  at(index: number): Row | undefined {
    return index < 0 ? undefined : this.#rows[this.#head + index];
  }

  /** The place of the first row whose entry has this id or a later one. */
  indexOf(id: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.at(middle)?.entry.id ?? 0) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  append(entry: Entry): void {
    this.#rows.push(...rowsOf(entry));
    this.#entries += 1;
  }

  /** Appends a change of a connection; the row of the change `before` it, if it is still there, becomes part of its row. */
  appendState(entry: StateEntry, before: number | undefined): void {
    const index = before === undefined ? this.length : this.indexOf(before);
    const row = this.at(index);
    this.append(entry);
    if (row?.kind !== 'entry' || row.entry.kind !== 'state' || row.entry.id !== before) return;
    // One list for as long as the row grows: a client may try to reconnect for hours.
    const earlier = (row.earlier ?? []) as StateEntry[];
    earlier.push(row.entry);
    this.#rows.splice(this.#head + index, 1);
    this.#rows[this.#rows.length - 1] = { kind: 'entry', key: `${entry.id}`, entry, earlier };
  }

  /** Puts an entry in its place, or takes it out: `shown` says which. */
  put(entry: Entry, shown: boolean): void {
    const index = this.indexOf(entry.id);
    let there = 0;
    while (this.at(index + there)?.entry.id === entry.id) there += 1;
    this.#rows.splice(this.#head + index, there, ...(shown ? rowsOf(entry) : []));
    this.#entries += Number(shown) - Math.min(there, 1);
  }

  /** Drops the rows of entries before this id. */
  dropBefore(id: number): void {
    const end = this.#head + this.indexOf(id);
    for (let at = this.#head; at < end; at++) {
      const row = this.#rows[at];
      if (row?.kind === 'entry') this.#entries -= entriesOfRow(row).length;
      this.#rows[at] = undefined;
    }
    this.#gone += end - this.#head;
    this.#head = end;
    this.#dropEarlier(id);
    if (this.#head > 1_000 && this.#head * 2 > this.#rows.length) {
      this.#rows = this.#rows.slice(this.#head);
      this.#head = 0;
    }
  }

  /** Of changes that one row shows the older may have to go. Only rows of connections can stand before such a row. */
  #dropEarlier(id: number): void {
    for (let at = this.#head; at < this.#rows.length; at++) {
      const row = this.#rows[at];
      if (row?.kind !== 'entry' || row.entry.kind !== 'state') return;
      const kept = row.earlier?.filter((entry) => entry.id >= id);
      if (!kept || kept.length === row.earlier?.length) continue;
      this.#entries -= (row.earlier?.length ?? 0) - kept.length;
      const { earlier: _, ...bare } = row;
      this.#rows[at] = kept.length > 0 ? { ...bare, earlier: kept } : bare;
    }
  }
}

/**
 * The rows of the entries that fit a filter. Follows its source by what is new, changed or gone since the last `sync`,
 * and goes through all of it only after the filter changed or older entries came back; until that is done, the rows of
 * before stay.
 */
export class RowModel {
  readonly #source: EntrySource;
  readonly #changed = new Set<number>();
  /** For each client its newest change since the last entry that was no change of a connection. */
  readonly #states = new Map<string, number>();
  #matches: (entry: Entry) => boolean;
  #rows = new RowWindow();
  /** The rows of a new filter, while they are being made. */
  #next: RowWindow | undefined;
  #first: number;
  #cursor: number;

  constructor(source: EntrySource, filter: Filter) {
    this.#source = source;
    this.#matches = createMatcher(filter);
    this.#first = source.firstId;
    this.#cursor = source.firstId;
  }

  get rows(): RowWindow {
    return this.#rows;
  }

  setFilter(filter: Filter): void {
    this.#matches = createMatcher(filter);
    this.#restart();
  }

  /** Remembers that an entry is not what it was. */
  note(entry: Entry): void {
    if (entry.id < this.#cursor) this.#changed.add(entry.id);
  }

  /** Catches up with the source while `mayGoOn` says so; asks before each entry. Returns whether it is done. */
  sync(mayGoOn: () => boolean = () => true): boolean {
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
    this.#next = new RowWindow();
    this.#changed.clear();
    this.#states.clear();
    this.#cursor = this.#source.firstId;
  }

  #append(target: RowWindow, entry: Entry | undefined): void {
    if (entry?.kind !== 'state') this.#states.clear();
    if (!entry || !this.#matches(entry)) return;
    if (entry.kind === 'state') {
      target.appendState(entry, this.#states.get(entry.clientId));
      this.#states.set(entry.clientId, entry.id);
    } else target.append(entry);
  }
}
