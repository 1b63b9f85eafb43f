import { newId } from '../../lib/storage.ts';
import { SAVED } from '../../texts/saved.ts';

/** A message that someone wrote and wants again. */
export interface SavedMessage {
  readonly id: string;
  readonly name: string;
  /** The folder it lies in; empty for none. */
  readonly folder: string;
  readonly event: string;
  /** The draft as it was written: JSON as a rule, empty for no payload. */
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
  /** Ids of its versions, oldest first: they say which of two copies came from the other. */
  readonly versions: readonly string[];
}

/** Everything that is saved. */
export interface Library {
  readonly messages: ReadonlyMap<string, SavedMessage>;
  readonly folders: readonly string[];
}

export const EMPTY_LIBRARY: Library = { messages: new Map(), folders: [] };

/** A change of what is saved. It may run more than once, on what another tab left. */
export type Edit = (library: Library) => Library;

/** A message that was not saved before. */
export function newMessage(parts: Omit<SavedMessage, 'id' | 'changedAt' | 'versions'>): SavedMessage {
  return { ...parts, id: newId(), changedAt: Date.now(), versions: [newId()] };
}

/** More versions than this are forgotten, oldest first: two copies so far apart count as changed on both sides. */
const MAX_VERSIONS = 50;

type Change = Partial<Pick<SavedMessage, 'name' | 'folder' | 'text'>>;

function nextVersion(message: SavedMessage, change: Change): SavedMessage {
  const versions = [...message.versions, newId()].slice(-MAX_VERSIONS);
  return { ...message, ...change, changedAt: Date.now(), versions };
}

/** Puts messages in, in the place of those with the same ids, and makes the folders that they lie in. */
export function putMessages(put: readonly SavedMessage[]): Edit {
  return ({ messages, folders }) => ({
    messages: new Map([...messages, ...put.map((message) => [message.id, message] as const)]),
    folders: [...new Set([...folders, ...put.map(({ folder }) => folder).filter(Boolean)])],
  });
}

/** Changes a message; does nothing if it is gone. */
export function changeMessage(id: string, change: Change): Edit {
  return (library) => {
    const message = library.messages.get(id);
    return message ? putMessages([nextVersion(message, change)])(library) : library;
  };
}

/**
 * Replaces the text of a message that was read as `before`. If someone else changed the text meanwhile, theirs is kept
 * as a copy; if someone deleted the message, it comes back.
 */
export function updateText(before: SavedMessage, text: string): Edit {
  return (library) => {
    const now = library.messages.get(before.id) ?? before;
    const updated = nextVersion(now, { text });
    const isTheirs = now.text !== before.text && now.text !== text;
    return putMessages(isTheirs ? [updated, copyOf(now, SAVED.changedElsewhere)] : [updated])(library);
  };
}

/** The version of a message that another one takes the place of, under an id that is the same each time. */
export function copyOf(message: SavedMessage, why: string): SavedMessage {
  const version = message.versions.at(-1) ?? String(message.changedAt);
  return { ...message, id: `${message.id}~${version}`, name: `${message.name} (${why})` };
}

export function deleteMessage(id: string): Edit {
  return ({ messages, folders }) => ({
    messages: new Map([...messages].filter(([one]) => one !== id)),
    folders,
  });
}

/** Does nothing if there is such a folder. */
export function addFolder(name: string): Edit {
  return ({ messages, folders }) => ({ messages, folders: [...new Set([...folders, name])] });
}

/** Renames a folder, or moves its messages into the one that has the name already. */
export function renameFolder(from: string, to: string): Edit {
  return (library) => {
    const moved = messagesIn(library, from).map((message) => nextVersion(message, { folder: to }));
    const folders = library.folders.filter((name) => name !== from);
    return addFolder(to)(putMessages(moved)({ ...library, folders }));
  };
}

/** Deletes a folder and the messages in it. */
export function deleteFolder(name: string): Edit {
  return ({ messages, folders }) => ({
    messages: new Map([...messages].filter(([, { folder }]) => folder !== name)),
    folders: folders.filter((folder) => folder !== name),
  });
}

export function messagesIn({ messages }: Library, folder: string): SavedMessage[] {
  return [...messages.values()].filter((message) => message.folder === folder);
}

export interface ListedFolder {
  /** Empty for the messages that lie in no folder. */
  readonly name: string;
  readonly messages: readonly SavedMessage[];
}

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Folders and messages by name; those in no folder first. With a search, what has each of its words and no empty folder. */
export function listSaved({ messages, folders }: Library, search: string): ListedFolder[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = [...messages.values()]
    .filter(({ name, event, folder }) => {
      const text = `${name} ${event} ${folder}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort((one, other) => byName.compare(one.name, other.name));
  return ['', ...[...folders].sort(byName.compare)]
    .map((name) => ({ name, messages: found.filter(({ folder }) => folder === name) }))
    .filter((listed) => listed.messages.length > 0 || (listed.name !== '' && words.length === 0));
}
