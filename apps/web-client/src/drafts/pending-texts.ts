import { readStoredJson, storeJson } from '../lib/storage.ts';

/** Texts that cannot be read yet, so that they are no part of their draft; by the name of their field. */
export type PendingTexts = Readonly<Record<string, unknown>>;

// Per tab, as the drafts.
const KEY = 'switchboard.pending-texts';
const storage = (): Storage => sessionStorage;

/** The texts beside a draft. They survive a reload of this tab. */
export function readPendingTexts(draftId: string): PendingTexts {
  return Object(readAll()[draftId]);
}

export function writePendingTexts(draftId: string, texts: PendingTexts | undefined): void {
  storeJson(storage, KEY, { ...readAll(), [draftId]: texts });
}

function readAll(): Readonly<Record<string, unknown>> {
  return Object(readStoredJson(storage, KEY));
}
