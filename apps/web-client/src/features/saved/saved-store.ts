import { useSyncExternalStore } from 'react';
import type { Database } from '../../lib/db.ts';
import { hasDatabase, holdPage, loadDb, whyNotStored } from '../../lib/load-db.ts';
import { SAVED } from '../../texts/saved.ts';
import type { Edit } from './edits.ts';
import { readStored } from './saved-file.ts';
import { EMPTY_LIBRARY, type Library } from './saved-message.ts';

type SavedDb = Database<'messages' | 'folders'>;

export interface SavedSnapshot {
  readonly library: Library;
  /** Whether what is stored was read. */
  readonly loaded: boolean;
  /** Why changes are kept in this tab only; `undefined` while they are stored. */
  readonly problem: string | undefined;
}

/**
 * The saved messages, in IndexedDB. Each change runs on what is stored at that moment, in one transaction, so that two
 * tabs keep each other's changes. While the browser stores nothing, changes stay in memory and are tried again with the
 * next one. Where nothing was ever saved, the database is opened by the first change or by `open`.
 */
export class SavedStore {
  readonly #name: string;
  readonly #listeners = new Set<() => void>();
  #database: Promise<SavedDb> | undefined;
  #unwatch: (() => void) | undefined;
  #stored: Library = EMPTY_LIBRARY;
  /** What is not stored yet. */
  #pending: Edit[] = [];
  #queue: Promise<void>;
  #snapshot: SavedSnapshot = { library: EMPTY_LIBRARY, loaded: false, problem: undefined };

  constructor(name = 'switchboard.saved') {
    this.#name = name;
    this.#queue = this.#start();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): SavedSnapshot => this.#snapshot;

  /** Opens the database, and stores what is kept in memory. Never rejects. */
  open(): Promise<void> {
    this.#queue = this.#queue.then(() => this.#sync());
    return this.#queue;
  }

  /** Makes a change, seen at once; resolves once it is stored, or could not be. Never rejects. */
  edit(edit: Edit): Promise<void> {
    this.#pending.push(edit);
    this.#show({});
    return holdPage(this.open());
  }

  /** Closes the database. */
  async close(): Promise<void> {
    await this.#queue;
    this.#unwatch?.();
    (await this.#database)?.close();
  }

  async #start(): Promise<void> {
    if (await hasDatabase(this.#name)) await this.#sync();
    else this.#show({ loaded: true });
  }

  async #sync(): Promise<void> {
    const edits = [...this.#pending];
    try {
      this.#database ??= this.#connect();
      const database = await this.#database;
      if (edits.length > 0) this.#stored = await applyEdits(database, edits);
      this.#pending = this.#pending.slice(edits.length);
      this.#show({ problem: undefined });
    } catch (error) {
      this.#fail(error);
    }
  }

  async #connect(): Promise<SavedDb> {
    try {
      const { openDatabase, watch } = await loadDb();
      const database = await openDatabase(this.#name, { messages: 'id', folders: 'name' });
      const onLibrary = (library: Library): void => {
        this.#stored = library;
        this.#show({ loaded: true });
      };
      this.#unwatch = watch(
        () => readLibrary(database),
        onLibrary,
        (error) => this.#fail(error),
      );
      return database;
    } catch (error) {
      this.#database = undefined;
      throw error;
    }
  }

  #fail(error: unknown): void {
    this.#show({ loaded: true, problem: SAVED.keptInTab(whyNotStored(error)) });
  }

  #show(change: Partial<SavedSnapshot>): void {
    const library = this.#pending.reduce((all, edit) => edit(all), this.#stored);
    this.#snapshot = { ...this.#snapshot, ...change, library };
    for (const listener of this.#listeners) listener();
  }
}

/** The saved messages of this browser. */
export const savedStore = new SavedStore();

/** Renders again when they change, here or in another tab. */
export function useSaved(): SavedSnapshot {
  return useSyncExternalStore(savedStore.subscribe, savedStore.getSnapshot);
}

/** What of the stored rows can be read; a row that is broken is left alone. */
async function readLibrary({ messages, folders }: SavedDb): Promise<Library> {
  const [rows, names] = await Promise.all([messages.toArray(), folders.toCollection().primaryKeys()]);
  const readable = rows.map(readStored).filter((message) => message !== undefined);
  return { messages: new Map(readable.map((message) => [message.id, message])), folders: names };
}

/** Stores all of it or nothing. */
function applyEdits(database: SavedDb, edits: readonly Edit[]): Promise<Library> {
  const { messages, folders } = database;
  return database.transaction('rw', messages, folders, async () => {
    const before = await readLibrary(database);
    const after = edits.reduce((library, edit) => edit(library), before);
    const changed = [...after.messages.values()].filter(
      (message) => before.messages.get(message.id) !== message,
    );
    await messages.bulkDelete([...before.messages.keys()].filter((id) => !after.messages.has(id)));
    await messages.bulkPut(changed);
    await folders.bulkDelete(without(before.folders, after.folders));
    await folders.bulkPut(without(after.folders, before.folders).map((name) => ({ name })));
    return after;
  });
}

function without(names: readonly string[], others: readonly string[]): string[] {
  return names.filter((name) => !others.includes(name));
}
