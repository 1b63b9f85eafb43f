import { toJson } from '@switchboard/contract';
import { create } from 'zustand';
import { contractById } from '../contract/contracts.ts';
import { notify } from '../lib/notice.ts';
import { printJson } from '../lib/print-json.ts';
import { forgetStored, readStoredJson } from '../lib/storage.ts';
import { type Destination, type ServerAddress, serverAt } from '../links/connection-settings.ts';
import { SHELL } from '../texts/shell.ts';
import { DRAFTS, storeOfDraft } from './kept-servers.ts';
import { type PendingTexts, readPendingTexts, writePendingTexts } from './pending-texts.ts';
import { escapeVariables } from './variables.ts';

type Spoken = Pick<Destination, 'contract'>;

/**
 * What the draft of an event is called among those for one server; without an event, that of an event whose name is part of
 * what is written. A payload of a contract is no list of arguments, so the drafts of both are apart.
 */
export function draftName({ contract }: Spoken, event?: string): string {
  const { isRaw } = contractById(contract);
  if (event === undefined) return isRaw ? '(raw arguments)' : '(custom payload)';
  return isRaw ? `raw ${event}` : event;
}

/** The same for the name of an event, where the name is part of what is written. */
export function nameOfName({ contract }: Spoken): string {
  return contractById(contract).isRaw ? '(raw name)' : '(custom name)';
}

/** The key of a draft that is called so: what is written for one server is not shown at another one. */
export function keyAt(server: ServerAddress, name: string): string {
  return `${serverAt(server)} ${name}`;
}

export function draftKey(to: Destination, event?: string): string {
  return keyAt(to, draftName(to, event));
}

export function nameKey(to: Destination): string {
  return keyAt(to, nameOfName(to));
}

/** The draft that sends exactly this payload: what looks like a variable in it is escaped. */
export function formatDraft(payload: unknown): string {
  return payload === undefined ? '' : (printJson(escapeVariables(toJson(payload)), 2) ?? '');
}

/** The notice of what was done to a draft by something else than typing. */
export const DRAFT_NOTICE = 'draft';

// Each tab keeps what was written in it, so that two tabs never change each other's draft. A tab in which nothing was
// written shows what was written last in any.
const tab = (): Storage => sessionStorage;
const shared = (): Storage => localStorage;

// Of drafts of older consoles nobody knows for which server they were written.
for (const storage of [tab, shared]) forgetStored(storage, 'switchboard.draft.');

/** What was written in this tab, which its storage may not have kept. */
const written = new Set<string>();

/** What was read from storage: it stays in sight where another tab writes for so many servers that storage forgets it. */
const seen = new Map<string, Draft>();

/** A draft, and what it came from: typing keeps that, and another draft in its place ends it. */
interface Draft {
  readonly text: string;
  readonly source?: unknown;
}

/** What is shown, by event, where it was written since the page was loaded. */
const useDrafts = create<Readonly<Record<string, Draft | undefined>>>()(() => ({}));

/** The draft of an event, which its form and its JSON editor share: a text, and how to change it. Survives a reload. */
export function useDraft(event: string, initial: string): [text: string, write: (text: string) => void] {
  const draft = useDrafts((drafts) => drafts[event]);
  return [(draft ?? readStored(event))?.text ?? initial, (next) => writeDraft(event, next)];
}

/** The draft of an event as it stands; `undefined` where nobody wrote one. */
export function readDraft(event: string): string | undefined {
  return find(event)?.text;
}

/** What the draft of an event came from; `undefined` where nothing is known of it. */
export function readSource(event: string): unknown {
  return find(event)?.source;
}

/** Changes the draft of an event, which still comes from where it came from. */
export function writeDraft(event: string, text: string): void {
  keep(event, { ...find(event), text });
}

/** Notes what the draft of an event came from, with the text that is shown where nobody wrote one. */
export function setSource(event: string, source: unknown, text: string): void {
  keep(event, { text, ...find(event), source });
}

/**
 * Puts other drafts in the place of those of these events, as when a message of the timeline is loaded into the editor;
 * `undefined` removes one, so that its first example shows again. Returns how to take it back.
 */
export function replaceDrafts(texts: Readonly<Record<string, string | undefined>>): () => void {
  const before = Object.keys(texts).map((event) => [event, find(event), readPendingTexts(event)] as const);
  for (const [event, text] of Object.entries(texts)) put(event, text === undefined ? undefined : { text });
  return () => {
    for (const [event, draft, pending] of before) put(event, draft, pending);
  };
}

const useReplacements = create<Readonly<Record<string, number>>>()(() => ({}));

/** How often the draft of an event was replaced by another one: an editor with a state of its own is made again then. */
export function useReplaced(event: string): number {
  return useReplacements((counts) => counts[event] ?? 0);
}

function put(event: string, draft: Draft | undefined, pending?: PendingTexts): void {
  keep(event, draft);
  writePendingTexts(event, pending);
  useReplacements.setState(({ [event]: count = 0 }) => ({ [event]: count + 1 }));
}

/** Begins another event of any name: without a name, and with the arguments of none. Offers to take it back. */
export function startCustomDraft(to: Destination): void {
  const keys = [nameKey(to), draftKey(to)];
  if (keys.every((key) => readDraft(key) === undefined)) return;
  const undo = replaceDrafts(Object.fromEntries(keys.map((key) => [key, undefined])));
  notify({ id: DRAFT_NOTICE, text: SHELL.startedNew, undo });
}

/** Replaces drafts, each by its event, and says so; offers to take it back where something else was written there. */
export function loadDrafts(texts: Readonly<Record<string, string>>, what: string): void {
  const isReplaced = Object.entries(texts).some(([event, text]) => (readDraft(event) ?? text) !== text);
  const undo = replaceDrafts(texts);
  notify({ text: SHELL.loaded(what, isReplaced), ...(isReplaced && { undo }) });
}

function find(event: string): Draft | undefined {
  return useDrafts.getState()[event] ?? readStored(event);
}

function keep(event: string, draft: Draft | undefined): void {
  if (draft) written.add(event);
  else written.delete(event);
  seen.delete(event);
  const stored = draft?.source === undefined ? draft?.text : draft;
  waiting.set(event, stored);
  clearTimeout(timer);
  if ((draft?.text.length ?? 0) < LONG) store();
  else timer = setTimeout(store, PAUSE);
  useDrafts.setState({ [event]: draft });
}

/** Characters. To store a draft of this length takes longer than a key may: it is stored in the next pause. */
const LONG = 100_000;

/** Milliseconds. */
const PAUSE = 500;

/** What is to be stored, by event. */
const waiting = new Map<string, unknown>();
let timer: ReturnType<typeof setTimeout> | undefined;

function store(): void {
  for (const [event, stored] of waiting) {
    for (const storage of [tab, shared]) storeOfDraft(storage, DRAFTS, event, stored);
  }
  waiting.clear();
}

globalThis.window?.addEventListener('pagehide', store);

function readStored(event: string): Draft | undefined {
  const stored = readStoredJson(tab, DRAFTS + event) ?? readStoredJson(shared, DRAFTS + event);
  const { text, source } = (typeof stored === 'string' ? { text: stored } : Object(stored)) as Partial<Draft>;
  if (typeof text === 'string') seen.set(event, { text, source });
  return seen.get(event);
}

// Another tab wrote a draft.
globalThis.window?.addEventListener('storage', ({ key, storageArea }) => {
  if (storageArea !== shared() || !key?.startsWith(DRAFTS)) return;
  const event = key.slice(DRAFTS.length);
  if (!written.has(event) && readStoredJson(tab, key) === undefined)
    useDrafts.setState({ [event]: readStored(event) });
});
