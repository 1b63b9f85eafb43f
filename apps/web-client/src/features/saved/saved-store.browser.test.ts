import { Dexie } from 'dexie';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { lazyDatabase } from '../../lib/db.ts';
import { addFolder, changeMessage, deleteMessage, putMessages } from './library.ts';
import { message } from './saved.fixture.ts';
import { SavedStore } from './saved-store.ts';

const NAME = 'saved-store-test';
const stores: SavedStore[] = [];

function open(name = NAME): SavedStore {
  const store = new SavedStore(name);
  stores.push(store);
  return store;
}

beforeEach(() => Dexie.delete(NAME));
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
});

function names(store: SavedStore): string[] {
  return [...store.state.getState().library.messages.values()].map(({ name }) => name).sort();
}

/** Resolves once the store shows something that passes. */
function until(store: SavedStore, passes: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!passes()) return;
      release();
      resolve();
    };
    const release = store.state.subscribe(look);
    look();
  });
}

it('keeps what was saved for the next page', async () => {
  const first = open();
  await first.edit(putMessages([message('one', { folder: 'f' })]));
  await first.edit(addFolder('empty'));
  const second = open();
  await until(second, () => second.state.getState().loaded);
  expect(names(second)).toEqual(['one']);
  expect([...second.state.getState().library.folders].sort()).toEqual(['empty', 'f']);
});

it('shows a change at once', () => {
  const store = open();
  void store.edit(putMessages([message('one')]));
  expect(names(store)).toEqual(['one']);
});

it('two tabs do not lose what the other does, even in the same message', async () => {
  const [one, other] = [open(), open()];
  await other.open();
  await one.edit(putMessages([message('shared'), message('a')]));
  await until(other, () => names(other).length === 2);
  await Promise.all([
    one.edit(changeMessage('shared', { name: 'renamed' })),
    other.edit(changeMessage('shared', { text: 'rewritten' })),
    one.edit(putMessages([message('b')])),
    other.edit(deleteMessage('a')),
    other.edit(putMessages([message('c')])),
  ]);
  for (const store of [one, other]) {
    await until(store, () => names(store).join() === 'b,c,renamed');
    expect(store.state.getState().library.messages.get('shared')).toMatchObject({
      name: 'renamed',
      text: 'rewritten',
    });
  }
});

it('keeps changes in memory while nothing can be stored, says so, and stores them once it can', async () => {
  const factory = Object.getOwnPropertyDescriptor(window, 'indexedDB');
  const restore = (): void => {
    if (factory) Object.defineProperty(window, 'indexedDB', factory);
    else Reflect.deleteProperty(window, 'indexedDB');
  };
  onTestFinished(restore);
  Object.defineProperty(window, 'indexedDB', {
    configurable: true,
    get: () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    },
  });
  const store = open();
  await store.edit(putMessages([message('one')]));
  await store.edit(putMessages([message('two')]));
  expect(names(store)).toEqual(['one', 'two']);
  expect(store.state.getState().problem).toMatch(
    /does not let this page store.*until it closes: export them/,
  );

  restore();
  await store.open();
  expect(store.state.getState().problem).toBeUndefined();
  const next = open();
  await until(next, () => next.state.getState().loaded);
  expect(names(next)).toEqual(['one', 'two']);
});

it('says that the storage is full', async () => {
  const { put } = IDBObjectStore.prototype;
  onTestFinished(() => {
    IDBObjectStore.prototype.put = put;
  });
  IDBObjectStore.prototype.put = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  const store = open();
  await store.edit(putMessages([message('one')]));
  expect(store.state.getState().problem).toMatch(/^The browser's storage is full\./);
  expect(names(store)).toEqual(['one']);
});

it('leaves out a row that is broken', async () => {
  await open().edit(putMessages([message('good')]));
  const database = await lazyDatabase(NAME, { messages: 'id', folders: 'name' })();
  await database.messages.put({ id: 'bad', name: 7 });
  database.close();
  const store = open();
  await until(store, () => store.state.getState().loaded);
  expect(names(store)).toEqual(['good']);
  expect(store.state.getState().problem).toBeUndefined();
});

it('keeps what an earlier console stored', async () => {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('messages', { keyPath: 'id' }).put(message('old', { folder: 'f' }));
    request.result.createObjectStore('folders', { keyPath: 'name' }).put({ name: 'f' });
  };
  await new Promise((resolve, reject) => {
    request.onsuccess = resolve;
    request.onerror = reject;
  });
  request.result.close();
  const store = open();
  await until(store, () => names(store).length > 0);
  await store.edit(putMessages([message('new')]));
  expect(names(store)).toEqual(['new', 'old']);
  expect(store.state.getState().library.folders).toEqual(['f']);
});

it('makes no database until something is saved', async () => {
  const store = open();
  await until(store, () => store.state.getState().loaded);
  expect(await Dexie.exists(NAME)).toBe(false);
  await store.edit(putMessages([message('one')]));
  expect(await Dexie.exists(NAME)).toBe(true);
});
