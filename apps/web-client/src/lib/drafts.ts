import { create } from 'zustand';
import { readStoredJson, storeJson } from './stored-json.ts';

interface Drafts {
  /** The JSON text that someone wrote, by event; nothing else ever changes it. */
  readonly texts: Readonly<Record<string, string>>;
  write(event: string, text: string): void;
}

const storage = (): Storage => localStorage;

const useDrafts = create<Drafts>()((set) => ({
  texts: {},
  write: (event, text) => {
    storeJson(storage, storageKey(event), text);
    set(({ texts }) => ({ texts: { ...texts, [event]: text } }));
  },
}));

/** The one draft of an event, which its form and its JSON editor share: a text, and how to change it. Survives a reload. */
export function useDraft(event: string, initial: string): [text: string, write: (text: string) => void] {
  const text = useDrafts(({ texts }) => texts[event]);
  const write = useDrafts((drafts) => drafts.write);
  const stored = text === undefined ? readStoredJson(storage, storageKey(event)) : undefined;
  return [text ?? (typeof stored === 'string' ? stored : initial), (next) => write(event, next)];
}

/** The draft of an event, if someone wrote one. */
export function readDraft(event: string): string | undefined {
  const stored = useDrafts.getState().texts[event] ?? readStoredJson(storage, storageKey(event));
  return typeof stored === 'string' ? stored : undefined;
}

/** Replaces the draft of an event from anywhere, as when a message of the timeline is loaded into the editor. */
export function writeDraft(event: string, text: string): void {
  useDrafts.getState().write(event, text);
}

function storageKey(event: string): string {
  return `switchboard.draft.${event}`;
}
