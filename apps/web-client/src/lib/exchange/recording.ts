import type { Entry } from '../entry.ts';

/** A log that was exported somewhere, and read back. */
export interface Recording {
  /** Where it came from, such as the name of its file. */
  readonly name: string;
  /** Oldest first; their ids count up from 0. */
  readonly entries: readonly Entry[];
  /** The names of its clients, by their ids. */
  readonly clients: ReadonlyMap<string, string>;
}
