import type { Entry } from './entry.ts';

/** Entries in their order, under ids without holes from `firstId` up to but not including `nextId`. */
export interface EntrySource {
  readonly firstId: number;
  readonly nextId: number;
  /** `undefined` for an id that is not there, or no longer. */
  get(id: number): Entry | undefined;
  /** Calls the listener after changes, once for many; returns its undo. */
  subscribe(listener: () => void): () => void;
  /** Reports each new entry at once, and each call again with its answer, also where it was dropped since; returns its undo. */
  onEntry(listener: (entry: Entry) => void): () => void;
}
