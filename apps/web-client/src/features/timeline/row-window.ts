import type { Entry } from '../../lib/entry.ts';
import type { Row } from './rows.ts';
import { rowsOf } from './rows.ts';

/** Rows in the order of their entries, which come at the end and go at the front, without a copy of the rest. */
export class RowWindow {
  #rows: (Row | undefined)[] = [];
  #head = 0;
  #entries = 0;
  #gone = 0;

  get length(): number {
    return this.#rows.length - this.#head;
  }

  /** How many entries the rows belong to. */
  get entries(): number {
    return this.#entries;
  }

  /** How many rows went at the front so far. */
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
    for (const row of rowsOf(entry)) this.#rows.push(row);
    this.#entries += 1;
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
      if (this.#rows[at]?.kind === 'entry') this.#entries -= 1;
      this.#rows[at] = undefined;
    }
    this.#gone += end - this.#head;
    this.#head = end;
    if (this.#head > 1_000 && this.#head * 2 > this.#rows.length) {
      this.#rows = this.#rows.slice(this.#head);
      this.#head = 0;
    }
  }
}
