import { forgetStored, readStoredJson } from '../lib/storage.ts';
import { storeOfDraft, TEXTS } from './kept-servers.ts';

/** Texts that cannot be read yet, so that they are no part of their draft; by the name of their field. */
export type PendingTexts = Readonly<Record<string, unknown>>;

// Per tab, as the drafts.
const storage = (): Storage => sessionStorage;

// Of those of older consoles nobody knows for which server they were written.
forgetStored(storage, 'switchboard.pending-texts');

/** The texts beside a draft. They survive a reload of this tab. */
export function readPendingTexts(draftId: string): PendingTexts {
  return Object(readStoredJson(storage, TEXTS + draftId));
}

/** Keeps the texts beside a draft; one that is `undefined` is forgotten. */
export function writePendingTexts(draftId: string, texts: PendingTexts = {}): void {
  const isEmpty = Object.values(texts).every((text) => text === undefined);
  storeOfDraft(storage, TEXTS, draftId, isEmpty ? undefined : texts);
}
