import { type Notice, tell } from '../../lib/notice.ts';
import { SAVED } from '../../texts/saved.ts';
import { type Draft, sourceOf, useLoaded } from './draft-of.ts';
import {
  addFolder,
  changeMessage,
  deleteFolder,
  deleteMessages,
  messagesIn,
  putMessages,
  renameFolder,
  updateText,
} from './edits.ts';
import { newId, newStamp, type SavedMessage } from './saved-message.ts';
import { savedStore } from './saved-store.ts';

/** The name of a message and its folder, `undefined` for none. */
export interface Place {
  readonly name: string;
  readonly folder: string | undefined;
}

/** Saves a draft as a new message, which the draft then belongs to. */
export function saveNew(draft: Draft, { name, folder }: Place): void {
  const { at, version } = newStamp();
  const message = {
    id: newId(),
    name,
    ...(folder && { folder }),
    event: draft.event,
    text: draft.text,
    changedAt: at,
    versions: [version],
  };
  const stored = savedStore.edit(putMessages([message]));
  if (draft.key !== undefined) useLoaded.getState().setLoaded(draft.key, message);
  tellOnce(stored, {
    text: SAVED.saved(name),
    undo: () => void savedStore.edit(deleteMessages([message.id])),
  });
}

/** Replaces the text of a message that was read as `before` by that of a draft, which then belongs to it. */
export function update(before: SavedMessage, { text, key }: Draft): void {
  const stored = savedStore.edit(updateText(before, text, newStamp()));
  if (key !== undefined) useLoaded.getState().setLoaded(key, { ...before, text });
  tellOnce(stored, {
    text: SAVED.updated(before.name),
    undo: () => {
      void savedStore.edit(changeMessage(before.id, { text: before.text }, newStamp()));
      if (key !== undefined) useLoaded.getState().setLoaded(key, before);
    },
  });
}

/** Saves a draft into the saved message that it came from. Returns whether there is one. */
export function updateSource(draft: Draft): boolean {
  const source = sourceOf(draft, savedStore.getSnapshot().library, useLoaded.getState());
  if (source) update(source, draft);
  return source !== undefined;
}

export function renameOrMove({ id }: SavedMessage, { name, folder }: Place): void {
  void savedStore.edit(changeMessage(id, { name, folder }, newStamp()));
}

export function duplicate(message: SavedMessage): void {
  const { at, version } = newStamp();
  const copy = {
    ...message,
    id: newId(),
    name: SAVED.copyOf(message.name),
    changedAt: at,
    versions: [version],
  };
  void savedStore.edit(putMessages([copy]));
}

export function remove(message: SavedMessage): void {
  tellOnce(savedStore.edit(deleteMessages([message.id])), {
    text: SAVED.deleted(message.name),
    undo: () => void savedStore.edit(putMessages([message])),
  });
}

export function createFolder(name: string): void {
  void savedStore.edit(addFolder(name));
}

export function rename(from: string, to: string): void {
  if (from !== to) void savedStore.edit(renameFolder(from, to, newStamp()));
}

/** Deletes a folder with all that is in it. */
export function removeFolder(name: string): void {
  const messages = messagesIn(savedStore.getSnapshot().library, name);
  tellOnce(savedStore.edit(deleteFolder(name)), {
    text: SAVED.deletedFolder(name, messages.length),
    undo: () => void savedStore.edit((library) => putMessages(messages)(addFolder(name)(library))),
  });
}

/** Shows the notice once the change is stored, or kept in this tab, which the list says itself. */
function tellOnce(stored: Promise<void>, notice: Notice): void {
  void stored.then(() => tell(notice));
}
