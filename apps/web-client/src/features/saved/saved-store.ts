import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { holdPage } from '../../lib/hold-page.ts';
import type { Edit } from './edits.ts';
import { readStored } from './saved-file.ts';
import { EMPTY_LIBRARY, type Library, type SavedMessage } from './saved-message.ts';

interface Schema extends DBSchema {
  messages: { key: string; value: SavedMessage };
  folders: { key: string; value: { name: string } };
}

export interface SavedSnapshot {
  readonly library: Library;
  /** Whether what is stored was read. */
  readonly loaded: boolean;
  /** Why changes are kept in this tab only; `undefined` while they are stored. */
  readonly problem: string | undefined;
}

/**
 * The saved messages, in IndexedDB. Each change runs on what is stored at that moment, in one transaction, so that two
 * tabs never undo each other's. While the browser stores nothing, changes are kept in memory and tried again with the
 * next one.
 */
export class SavedStore {
  readonly #name: string;
  readonly #listeners = new Set<() => void>();
  readonly #channel: BroadcastChannel | undefined;
  #database: Promise<IDBPDatabase<Schema>> | undefined;
  #stored: Library = EMPTY_LIBRARY;
  /** What is not stored yet. */
  #pending: Edit[] = [];
  #queue: Promise<void> = Promise.resolve();
  #snapshot: SavedSnapshot = { library: EMPTY_LIBRARY, loaded: false, problem: undefined };

  constructor(name = 'switchboard.saved') {
    this.#name = name;
    this.#channel = openChannel(name);
    this.#channel?.addEventListener('message', () => void this.#enqueue());
    void this.#enqueue();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): SavedSnapshot => this.#snapshot;

  /** Makes a change, seen at once; resolves once it is stored, or could not be. Never rejects. */
  edit(edit: Edit): Promise<void> {
    this.#pending.push(edit);
    this.#show(this.#snapshot);
    return holdPage(this.#enqueue());
  }

  /** Tries again to store what is kept in memory. */
  retry(): Promise<void> {
    return this.#enqueue();
  }

  /** Lets go of the database. */
  async close(): Promise<void> {
    await this.#queue;
    this.#channel?.close();
    (await this.#database)?.close();
  }

  #enqueue(): Promise<void> {
    this.#queue = this.#queue.then(() => this.#sync());
    return this.#queue;
  }

  async #sync(): Promise<void> {
    const edits = [...this.#pending];
    try {
      this.#stored = await this.#apply(edits);
      this.#pending = this.#pending.slice(edits.length);
      if (edits.length > 0) this.#channel?.postMessage('changed');
      this.#show({ loaded: true, problem: undefined });
    } catch (error) {
      this.#show({ loaded: true, problem: explain(error) });
    }
  }

  async #apply(edits: readonly Edit[]): Promise<Library> {
    const database = await this.#open();
    const transaction = database.transaction(['messages', 'folders'], 'readwrite');
    const messages = transaction.objectStore('messages');
    const folders = transaction.objectStore('folders');
    const before = toLibrary(await messages.getAll(), await folders.getAllKeys());
    const after = edits.reduce((library, edit) => edit(library), before);
    const gone = [...before.messages.keys()].filter((id) => !after.messages.has(id));
    const changed = [...after.messages.values()].filter(
      (message) => before.messages.get(message.id) !== message,
    );
    try {
      await Promise.all([
        ...gone.map((id) => messages.delete(id)),
        ...changed.map((message) => messages.put(message)),
        ...without(before.folders, after.folders).map((name) => folders.delete(name)),
        ...without(after.folders, before.folders).map((name) => folders.put({ name })),
        transaction.done,
      ]);
    } catch (error) {
      // All of it or nothing: what threw at once has not ended the transaction.
      transaction.done.catch(() => undefined);
      abort(transaction);
      throw error;
    }
    return after;
  }

  async #open(): Promise<IDBPDatabase<Schema>> {
    const forget = (): void => {
      this.#database = undefined;
    };
    try {
      this.#database ??= openDB<Schema>(this.#name, 1, {
        upgrade: (database) => {
          database.createObjectStore('messages', { keyPath: 'id' });
          database.createObjectStore('folders', { keyPath: 'name' });
        },
        terminated: forget,
      });
      return await this.#database;
    } catch (error) {
      forget();
      throw error;
    }
  }

  #show(state: Pick<SavedSnapshot, 'loaded' | 'problem'>): void {
    const library = this.#pending.reduce((all, edit) => edit(all), this.#stored);
    this.#snapshot = { library, loaded: state.loaded, problem: state.problem };
    for (const listener of this.#listeners) listener();
  }
}

/** Where other tabs tell of their changes; `undefined` where the browser forbids that, as some do along with storage. */
function openChannel(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name);
  } catch {
    return undefined;
  }
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It is over already.
  }
}

/** What of the stored records can be read; a record that someone spoiled is left alone. */
function toLibrary(records: readonly unknown[], folders: readonly string[]): Library {
  const messages = records.map(readStored).filter((message) => message !== undefined);
  return { messages: new Map(messages.map((message) => [message.id, message])), folders };
}

function without(names: readonly string[], others: readonly string[]): string[] {
  return names.filter((name) => !others.includes(name));
}

function explain(error: unknown): string {
  const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
  const why = isFull
    ? "The browser's storage is full."
    : `The browser does not let this page store anything (${error instanceof Error ? error.message : String(error)}).`;
  return `${why} Saved messages are kept in this tab until it closes: export them to keep them.`;
}
