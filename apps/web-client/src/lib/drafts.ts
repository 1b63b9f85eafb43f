import { toJson } from '@switchboard/contract';
import { create } from 'zustand';
import type { ConsoleContract } from '../contract/contracts.ts';
import { SHELL } from '../texts/shell.ts';
import { tell } from './notice.ts';
import { readStoredJson, storeJson } from './storage.ts';
import { escapeVariables } from './variables.ts';

/** What a client speaks. A payload of a contract is no list of arguments, so the drafts of both are apart. */
export type Spoken = Pick<ConsoleContract, 'isRaw'>;

/** Where the draft of an event lies; without one, the draft of an event whose name is part of what is written. */
export function draftKey({ isRaw }: Spoken, event?: string): string {
  if (event === undefined) return isRaw ? '(raw arguments)' : '(custom payload)';
  return isRaw ? `raw ${event}` : event;
}

/** Where the name of an event lies that is part of what is written. */
export function nameKey({ isRaw }: Spoken): string {
  return isRaw ? '(raw name)' : '(custom name)';
}

/** The draft that sends exactly this payload: what looks like a variable in it is escaped. */
export function formatDraft(payload: unknown): string {
  return payload === undefined ? '' : JSON.stringify(escapeVariables(toJson(payload)), null, 2);
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

/** The text that is shown, by event, where it was read or written since the page was loaded. */
const useDrafts = create<Readonly<Record<string, string | undefined>>>()(() => ({}));

/** The draft of an event, which its form and its JSON editor share: a text, and how to change it. Survives a reload. */
export function useDraft(event: string, initial: string): [text: string, write: (text: string) => void] {
  const text = useDrafts((texts) => texts[event]);
  return [text ?? readStored(event) ?? initial, (next) => writeDraft(event, next)];
}

/** The draft of an event as it stands; `undefined` where nobody wrote one. */
export function readDraft(event: string): string | undefined {
  return useDrafts.getState()[event] ?? readStored(event);
}

/** Replaces the draft of an event from anywhere, as when a message of the timeline is loaded into the editor. */
export function writeDraft(event: string, text: string): void {
  written.add(event);
  keep(event, text);
}

/** Removes the draft of an event, so that its first example shows again. */
export function forgetDraft(event: string): void {
  written.delete(event);
  keep(event, undefined);
}

/** Begins another event of any name: without a name, and with the arguments of none. Offers to take it back. */
export function startCustomDraft(spoken: Spoken): void {
  const before = [nameKey(spoken), draftKey(spoken)].map((key) => [key, readDraft(key)] as const);
  if (before.every(([, text]) => text === undefined)) return;
  for (const [key] of before) forgetDraft(key);
  const undo = (): void => {
    for (const [key, text] of before) if (text !== undefined) writeDraft(key, text);
  };
  tell({ id: DRAFT_NOTICE, text: SHELL.startedNew, undo });
}

/** Replaces drafts, each by its event, and says so; offers to take it back where something else was written there. */
export function loadDrafts(texts: Readonly<Record<string, string>>, what: string): void {
  const replaced: [event: string, before: string][] = [];
  for (const [event, text] of Object.entries(texts)) {
    const before = readDraft(event);
    if (before !== undefined && before !== text) replaced.push([event, before]);
    writeDraft(event, text);
  }
  const undo = (): void => {
    for (const [event, before] of replaced) writeDraft(event, before);
  };
  const isReplaced = replaced.length > 0;
  tell({ text: SHELL.loaded(what, isReplaced), ...(isReplaced && { undo }) });
}

function keep(event: string, text: string | undefined): void {
  storeJson(tab, PREFIX + event, text);
  storeJson(shared, PREFIX + event, text);
  useDrafts.setState({ [event]: text });
}

function readStored(event: string): string | undefined {
  const stored = readStoredJson(tab, PREFIX + event) ?? readStoredJson(shared, PREFIX + event);
  return typeof stored === 'string' ? stored : undefined;
}

// Another tab wrote a draft.
globalThis.window?.addEventListener('storage', ({ key, storageArea }) => {
  if (storageArea !== shared() || !key?.startsWith(PREFIX)) return;
  const event = key.slice(PREFIX.length);
  if (!written.has(event) && readStoredJson(tab, key) === undefined)
    useDrafts.setState({ [event]: readStored(event) });
});
