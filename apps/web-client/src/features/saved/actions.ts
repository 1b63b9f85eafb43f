import { downloadText, fileNameOf } from '../../lib/download.ts';
import { type Notice, notify } from '../../lib/notice.ts';
import { SAVED } from '../../texts/saved.ts';
import { type Draft, setLoaded, sourceOf } from './draft-of.ts';
import {
  addFolder,
  changeMessage,
  deleteFolder,
  deleteMessage,
  messagesIn,
  newMessage,
  putMessages,
  type SavedMessage,
  updateText,
} from './library.ts';
import { writeSavedFile } from './saved-file.ts';
import { savedStore } from './saved-store.ts';

/** Saves a draft as a new message, which the draft then belongs to. */
export function saveNew({ event, text, key }: Draft, name: string, folder: string): void {
  const message = newMessage({ name, folder, event, text });
  const stored = savedStore.edit(putMessages([message]));
  if (key !== undefined) setLoaded(key, message);
  notifyOnce(stored, {
    text: SAVED.saved(name),
    undo: () => void savedStore.edit(deleteMessage(message.id)),
  });
}

/** Replaces the text of a message that was read as `before` by that of a draft, which then belongs to it. */
export function update(before: SavedMessage, { text, key }: Draft): void {
  const stored = savedStore.edit(updateText(before, text));
  if (key !== undefined) setLoaded(key, { ...before, text });
  notifyOnce(stored, {
    text: SAVED.updated(before.name),
    undo: () => {
      void savedStore.edit(changeMessage(before.id, { text: before.text }));
      if (key !== undefined) setLoaded(key, before);
    },
  });
}

/** Saves a draft into the saved message that it came from. Returns whether there is one. */
export function updateSource(draft: Draft): boolean {
  const source = sourceOf(draft, savedStore.state.getState().library);
  if (source) update(source, draft);
  return source !== undefined;
}

export function duplicate(message: SavedMessage): void {
  const copy = newMessage({ ...message, name: SAVED.copyOf(message.name) });
  void savedStore.edit(putMessages([copy]));
}

export function remove(message: SavedMessage): void {
  notifyOnce(savedStore.edit(deleteMessage(message.id)), {
    text: SAVED.deleted(message.name),
    undo: () => void savedStore.edit(putMessages([message])),
  });
}

/** Deletes a folder with all that is in it. */
export function removeFolder(name: string): void {
  const messages = messagesIn(savedStore.state.getState().library, name);
  notifyOnce(savedStore.edit(deleteFolder(name)), {
    text: SAVED.deletedFolder(name, messages.length),
    undo: () => void savedStore.edit((library) => putMessages(messages)(addFolder(name)(library))),
  });
}

/** Gives the messages of a folder, or all, to the browser as a file, and says what was left out. */
export function exportSaved(folder?: string): void {
  const file = writeSavedFile(savedStore.state.getState().library, folder);
  const name = fileNameOf(`switchboard saved ${folder ?? ''}`);
  downloadText(`${name}.json`, 'application/json', file.text);
  notify({ text: SAVED.exported(file) });
}

/** Shows the notice once the change is stored, or kept in this tab, which the list says itself. */
function notifyOnce(stored: Promise<void>, notice: Notice): void {
  void stored.then(() => notify(notice));
}
