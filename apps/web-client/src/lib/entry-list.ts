import type { Entry } from './entry.ts';
import type { EntrySource } from './entry-source.ts';

/** Entries that change no more: the log at a moment, or a recording. Their ids must follow one another. */
export class EntryList implements EntrySource {
  readonly firstId: number;
  readonly nextId: number;
  readonly #entries: readonly Entry[];

  constructor(entries: readonly Entry[]) {
    this.#entries = entries;
    this.firstId = entries[0]?.id ?? 0;
    this.nextId = this.firstId + entries.length;
  }

  get(id: number): Entry | undefined {
    return this.#entries[id - this.firstId];
  }

  subscribe(): () => void {
    return () => undefined;
  }

  onEntry(): () => void {
    return () => undefined;
  }
}
