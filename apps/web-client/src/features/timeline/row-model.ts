import type { Entry } from '../../lib/entry.ts';
import type { EntrySource } from '../../lib/entry-source.ts';
import { createMatcher } from './create-matcher.ts';
import type { Filter } from './filter.ts';
import { RowWindow } from './row-window.ts';

/** How many entries are looked at before the clock is. */
const STRIDE = 64;

/**
 * The rows of the entries that fit a filter. Follows its source by what is new, changed or gone since the last `sync`,
 * and goes through all of it only after the filter changed; until that is done, the rows of the filter before stay.
 */
export class RowModel {
  readonly #source: EntrySource;
  readonly #changed = new Set<number>();
  #matches: (entry: Entry) => boolean;
  #rows = new RowWindow();
  /** The rows of a new filter, while they are being made. */
  #next: RowWindow | undefined;
  #cursor: number;

  constructor(source: EntrySource, filter: Filter) {
    this.#source = source;
    this.#matches = createMatcher(filter);
    this.#cursor = source.firstId;
  }

  get rows(): RowWindow {
    return this.#rows;
  }

  setFilter(filter: Filter): void {
    this.#matches = createMatcher(filter);
    this.#next = new RowWindow();
    this.#changed.clear();
    this.#cursor = this.#source.firstId;
  }

  /** Remembers that an entry is not what it was. */
  note(entry: Entry): void {
    if (entry.id < this.#cursor) this.#changed.add(entry.id);
  }

  /** Catches up with the source while `mayGoOn` says so. Returns whether it is done. */
  sync(mayGoOn: () => boolean = () => true): boolean {
    const { firstId, nextId } = this.#source;
    const target = this.#next ?? this.#rows;
    this.#rows.dropBefore(firstId);
    this.#next?.dropBefore(firstId);
    for (const id of this.#changed) {
      const entry = this.#source.get(id);
      if (entry) target.put(entry, this.#matches(entry));
    }
    this.#changed.clear();
    this.#cursor = Math.max(this.#cursor, firstId);
    while (this.#cursor < nextId) {
      const end = Math.min(this.#cursor + STRIDE, nextId);
      for (; this.#cursor < end; this.#cursor++) {
        const entry = this.#source.get(this.#cursor);
        if (entry && this.#matches(entry)) target.append(entry);
      }
      if (!mayGoOn()) break;
    }
    if (this.#cursor < nextId) return false;
    this.#rows = target;
    this.#next = undefined;
    return true;
  }
}
