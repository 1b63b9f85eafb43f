import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { type ConsoleContract, defaultContract, sentSpec } from '../../contract/contracts.ts';
import {
  CUSTOM_NAME,
  CUSTOM_PAYLOAD,
  draftKey,
  formatDraft,
  loadDrafts,
  readDraft,
} from '../../lib/drafts.ts';
import type { Selection } from '../../lib/selection.ts';
import { storedState } from '../../lib/storage.ts';
import type { Library, SavedMessage } from './saved-message.ts';

/** A message as it would be saved. */
export interface Draft {
  readonly event: string;
  readonly text: string;
  /** Where the editor keeps it; left out for what is in no editor. */
  readonly key?: string;
}

/** The draft in the editor of an event: its first example as long as nobody wrote anything. */
function eventDraft(event: string, contract: ConsoleContract): Draft {
  const key = draftKey(contract, event);
  const spec = sentSpec(contract, event);
  const text = readDraft(key) ?? formatDraft(spec?.examples?.[0]?.payload);
  return { event, key, text: contract.isRaw || spec?.payload ? text : '' };
}

/** The draft of the editor for any event; its name may be empty. */
function customDraft(): Draft {
  return {
    event: readDraft(CUSTOM_NAME) ?? '',
    key: CUSTOM_PAYLOAD,
    text: readDraft(CUSTOM_PAYLOAD) ?? '{}',
  };
}

/** The draft of the editor that is shown; `undefined` where none is. */
export function draftOf(selection: Selection, contract = defaultContract()): Draft | undefined {
  if (selection.kind === 'custom') return customDraft();
  if (selection.kind !== 'event' || selection.direction !== 'send') return undefined;
  const { event } = selection;
  return contract.isRaw || sentSpec(contract, event) ? eventDraft(event, contract) : undefined;
}

/** What an editor holds for an event; `undefined` where nobody wrote anything for it. */
export function writtenDraft(event: string, contract: ConsoleContract): Draft | undefined {
  if (readDraft(draftKey(contract, event)) !== undefined) return draftOf(sentEvent(event), contract);
  return readDraft(CUSTOM_NAME) === event ? customDraft() : undefined;
}

/**
 * Puts a saved message into the editor of its event, or into the one for any event where the contract does not have it. Both
 * read the text of the other.
 */
export function loadSaved(message: SavedMessage, contract: ConsoleContract): void {
  const { event, text, name } = message;
  const key = sentSpec(contract, event) ? draftKey(contract, event) : CUSTOM_PAYLOAD;
  loadDrafts({ ...(key === CUSTOM_PAYLOAD && { [CUSTOM_NAME]: event }), [key]: text }, `"${name}"`);
  useLoaded.getState().setLoaded(key, message);
}

function sentEvent(event: string): Selection {
  return { kind: 'event', direction: 'send', event };
}

/** The saved message that a draft came from. */
const Loaded = z.object({
  id: z.string(),
  event: z.string(),
  /** Its text at that time. */
  text: z.string(),
});
type Loaded = z.infer<typeof Loaded>;

interface LoadedState {
  /** By where the editor keeps the draft. */
  readonly byDraft: Readonly<Record<string, Loaded>>;
  setLoaded(key: string, message: SavedMessage): void;
}

const Stored = z.record(z.string(), Loaded).catch({});

/** Which draft came from which saved message, so that it can be saved back. Survives a reload, as drafts do. */
export const useLoaded = create<LoadedState>()(
  persist(
    (set) => ({
      byDraft: {},
      setLoaded: (key, { id, event, text }) =>
        set(({ byDraft }) => ({ byDraft: { ...byDraft, [key]: { id, event, text } } })),
    }),
    {
      name: 'switchboard.saved-drafts',
      storage: storedState<LoadedState>(),
      merge: (stored, state) => ({ ...state, byDraft: Stored.parse(Object(stored).byDraft) }),
    },
  ),
);

/** The saved message that a draft came from, with the text that was loaded; `undefined` if there is none. */
export function sourceOf(
  { event, key }: Draft,
  { messages }: Library,
  { byDraft }: LoadedState,
): SavedMessage | undefined {
  const loaded = key === undefined ? undefined : byDraft[key];
  // Its name may have changed since. What counts as changed elsewhere is its text.
  const stored = loaded?.event === event ? messages.get(loaded.id) : undefined;
  return loaded && stored && { ...stored, text: loaded.text };
}
