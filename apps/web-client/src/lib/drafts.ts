import { create } from 'zustand';
import type { ConsoleContract } from '../contract/console-contract.ts';
import { readStoredJson, storeJson } from './stored-json.ts';

interface Drafts {
  /** The text that is shown, by event, where it was read or written since the page was loaded. */
  readonly texts: Readonly<Record<string, string | undefined>>;
}

/** Where the draft of a custom event lies: its name, and its payload. */
export const CUSTOM_NAME = '(custom name)';
export const CUSTOM_PAYLOAD = '(custom payload)';

/** Where the draft of an event lies: those of a server without a contract are apart from those of a contract. */
export function draftKey({ isRaw }: Pick<ConsoleContract, 'isRaw'>, event: string): string {
  return isRaw ? `raw ${event}` : event;
}

/** The notice of what was done to a draft by something else than typing. */
export const DRAFT_NOTICE = 'draft';

const PREFIX = 'switchboard.draft.';

// Each tab keeps what was written in it, so that two tabs never change each other's draft. A tab in which nothing was
// written shows what was written last in any.
const tab = (): Storage => sessionStorage;
const shared = (): Storage => localStorage;
/** What was written in this tab, which its storage may not have kept. */
const written = new Set<string>();

const useDrafts = create<Drafts>()(() => ({ texts: {} }));

/** The draft of an event, which its form and its JSON editor share: a text, and how to change it. Survives a reload. */
export function useDraft(event: string, initial: string): [text: string, write: (text: string) => void] {
  const text = useDrafts(({ texts }) => texts[event]);
  return [text ?? readStored(event) ?? initial, (next) => writeDraft(event, next)];
}

/** The draft of an event as it stands; `undefined` where nobody wrote one. */
export function readDraft(event: string): string | undefined {
  return useDrafts.getState().texts[event] ?? readStored(event);
}

/** Replaces the draft of an event from anywhere, as when a message of the timeline is loaded into the editor. */
export function writeDraft(event: string, text: string): void {
  written.add(event);
  storeJson(tab, PREFIX + event, text);
  storeJson(shared, PREFIX + event, text);
  show(event, text);
}

/** Removes the draft of an event, so that its first example shows again. */
export function forgetDraft(event: string): void {
  written.delete(event);
  storeJson(tab, PREFIX + event, undefined);
  storeJson(shared, PREFIX + event, undefined);
  show(event, undefined);
}

function show(event: string, text: string | undefined): void {
  useDrafts.setState(({ texts }) => ({ texts: { ...texts, [event]: text } }));
}

function readStored(event: string): string | undefined {
  const stored = readStoredJson(tab, PREFIX + event) ?? readStoredJson(shared, PREFIX + event);
  return typeof stored === 'string' ? stored : undefined;
}

// Another tab wrote a draft.
globalThis.window?.addEventListener('storage', ({ key, storageArea }) => {
  if (storageArea !== shared() || !key?.startsWith(PREFIX)) return;
  const event = key.slice(PREFIX.length);
  if (!written.has(event) && readStoredJson(tab, key) === undefined) show(event, readStored(event));
});
