import type { Database } from './database.ts';

/** The methods of a store, without their promises: a thread runs them, one after the other. */
export type Sync<Store> = {
  readonly [Method in keyof Store]: Store[Method] extends (...args: infer Args) => Promise<infer Result>
    ? (...args: Args) => Result
    : never;
};

/** A store on SQLite, as the thread that has the database runs it. */
export interface Jobs<Store, Options extends readonly unknown[] = []> {
  /** The module that exports this, by its URL, and the name of the export: the thread imports it. */
  readonly module: string;
  readonly name: string;
  /** The methods that write. Those that come together are one transaction. The others see what was written before. */
  readonly writes: readonly (keyof Store & string)[];
  /** Makes the tables that are not there, in a transaction. */
  readonly create: (database: Database, ...options: Options) => Sync<Store>;
}
