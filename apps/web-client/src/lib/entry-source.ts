import type { Entry } from './entry.ts';

/** Entries in their order, under ids without holes from `firstId` up to but not including `nextId`. */
export interface EntrySource {
  readonly firstId: number;
  readonly nextId: number;
  /** `undefined` for an id that is not there, or no longer. */
  get(id: number): Entry | undefined;
  /** Told after a change, many changes at once; returns its undo. */
  subscribe(listener: () => void): () => void;
  /** Told each new entry, and each again once its reply is there, at once; returns its undo. */
  onEntry(listener: (entry: Entry) => void): () => void;
}
