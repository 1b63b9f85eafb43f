import { type Library, nextVersion, type SavedMessage, type Stamp } from './saved-message.ts';

/** A change of what is saved. It may run more than once, on what another tab left, so it makes no ids itself. */
export type Edit = (library: Library) => Library;

/** Puts messages in, in the place of those with the same ids, and makes the folders that they lie in. */
export function putMessages(messages: readonly SavedMessage[]): Edit {
  return (library) => {
    const all = new Map(library.messages);
    for (const message of messages) all.set(message.id, message);
    return withFolders({ ...library, messages: all }, messages);
  };
}

/** Changes a message; does nothing if it is gone. */
export function changeMessage(id: string, change: Parameters<typeof nextVersion>[1], stamp: Stamp): Edit {
  return (library) => {
    const message = library.messages.get(id);
    return message ? putMessages([nextVersion(message, change, stamp)])(library) : library;
  };
}

/**
 * Replaces the text of a message that was read as `before`. If someone else changed the text meanwhile, theirs is kept
 * as a copy; if someone deleted the message, it comes back.
 */
export function updateText(before: SavedMessage, text: string, stamp: Stamp): Edit {
  return (library) => {
    const now = library.messages.get(before.id) ?? before;
    const updated = nextVersion(now, { text }, stamp);
    const isTheirs = now.text !== before.text && now.text !== text;
    return putMessages(isTheirs ? [updated, copyOf(now, 'changed elsewhere')] : [updated])(library);
  };
}

/** The version of a message that another one takes the place of, under an id that is the same each time. */
export function copyOf(message: SavedMessage, why: string): SavedMessage {
  const version = message.versions.at(-1) ?? String(message.changedAt);
  return { ...message, id: `${message.id}~${version}`, name: `${message.name} (${why})` };
}

export function deleteMessages(ids: readonly string[]): Edit {
  return (library) => {
    const messages = new Map(library.messages);
    for (const id of ids) messages.delete(id);
    return { ...library, messages };
  };
}

/** Does nothing if there is such a folder. */
export function addFolder(name: string): Edit {
  return (library) =>
    library.folders.includes(name) ? library : { ...library, folders: [...library.folders, name] };
}

/** Renames a folder, or moves its messages into the one that has the name already. */
export function renameFolder(from: string, to: string, stamp: Stamp): Edit {
  return (library) => {
    const moved = messagesIn(library, from).map((message) => nextVersion(message, { folder: to }, stamp));
    const folders = library.folders.filter((name) => name !== from);
    return addFolder(to)(putMessages(moved)({ ...library, folders }));
  };
}

/** Deletes a folder and the messages in it. */
export function deleteFolder(name: string): Edit {
  return (library) => {
    const ids = messagesIn(library, name).map(({ id }) => id);
    const folders = library.folders.filter((folder) => folder !== name);
    return deleteMessages(ids)({ ...library, folders });
  };
}

export function messagesIn(library: Library, folder: string | undefined): SavedMessage[] {
  return [...library.messages.values()].filter((message) => message.folder === folder);
}

function withFolders(library: Library, messages: readonly SavedMessage[]): Library {
  return messages.reduce((all, { folder }) => (folder ? addFolder(folder)(all) : all), library);
}
