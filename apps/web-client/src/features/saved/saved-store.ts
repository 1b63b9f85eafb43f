import { createStore, useStore } from 'zustand';
import { type Database, hasDatabase, holdPage, lazyDatabase, watch, whyNotStored } from '../../lib/db.ts';
import { SAVED } from '../../texts/saved.ts';
import { type Edit, EMPTY_LIBRARY, type Library } from './library.ts';
import { readStored } from './saved-file.ts';

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
  readonly state = createStore<SavedSnapshot>(() => ({
    library: EMPTY_LIBRARY,
    loaded: false,
    problem: undefined,
  }));
  readonly #database: () => Promise<SavedDb>;
  #unwatch: (() => void) | undefined;
  #stored: Library = EMPTY_LIBRARY;
  /** What is not stored yet. */
  #pending: Edit[] = [];
  #queue: Promise<void>;

  constructor(name = 'switchboard.saved') {
    this.#database = lazyDatabase(name, { messages: 'id', folders: 'name' });
    this.#queue = hasDatabase(name).then((has) => (has ? this.#sync() : this.#show({ loaded: true })));
  }

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
    if (!this.#unwatch) return;
    this.#unwatch();
    (await this.#database()).close();
  }

  async #sync(): Promise<void> {
    const edits = [...this.#pending];
    try {
      const database = await this.#database();
      this.#unwatch ??= await this.#watch(database);
      if (edits.length > 0) this.#stored = await applyEdits(database, edits);
      this.#pending = this.#pending.slice(edits.length);
      this.#show({ problem: undefined });
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Shows what any tab stores. */
  #watch(database: SavedDb): Promise<() => void> {
    const onLibrary = (library: Library): void => {
      this.#stored = library;
      this.#show({ loaded: true });
    };
    return watch(
      () => readLibrary(database),
      onLibrary,
      (error) => this.#fail(error),
    );
  }

  #fail(error: unknown): void {
    this.#show({ loaded: true, problem: SAVED.keptInTab(whyNotStored(error)) });
  }

  #show(change: Partial<SavedSnapshot>): void {
    this.state.setState({ ...change, library: runEdits(this.#stored, this.#pending) });
  }
}

/** The saved messages of this browser. */
export const savedStore = new SavedStore();

/** Renders again when they change, here or in another tab. */
export function useSaved(): SavedSnapshot {
  return useStore(savedStore.state);
}

function runEdits(library: Library, edits: readonly Edit[]): Library {
  return edits.reduce((all, edit) => edit(all), library);
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
    const after = runEdits(before, edits);
    const all = [...after.messages.values()];
    await messages.bulkDelete([...before.messages.keys()].filter((id) => !after.messages.has(id)));
    await messages.bulkPut(all.filter((message) => before.messages.get(message.id) !== message));
    await folders.clear();
    await folders.bulkPut(after.folders.map((name) => ({ name })));
    return after;
  });
}
