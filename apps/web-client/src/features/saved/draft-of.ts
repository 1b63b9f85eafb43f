import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { CUSTOM_NAME, CUSTOM_PAYLOAD, readDraft } from '../../lib/drafts.ts';
import { formatDraft } from '../../lib/format-draft.ts';
import { loadDrafts } from '../../lib/load-drafts.ts';
import type { Selection } from '../../lib/selection.ts';
import { clientSpec } from '../../lib/spec-of.ts';
import { storedState } from '../../lib/stored-state.ts';
import type { Library, SavedMessage } from './saved-message.ts';

/** What the editor of an event holds, as it would be saved. */
export interface Draft {
  readonly event: string;
  readonly text: string;
}

/** The draft of an event of the contract: its first example as long as nobody wrote anything. */
export function eventDraft(event: string): Draft {
  const text = readDraft(event) ?? formatDraft(clientSpec(event)?.examples?.[0]?.payload);
  return { event, text: clientSpec(event)?.payload ? text : '' };
}

/** The draft of the editor for any event; its name may be empty. */
export function customDraft(): Draft {
  return { event: readDraft(CUSTOM_NAME) ?? '', text: readDraft(CUSTOM_PAYLOAD) ?? '{}' };
}

/** The draft of the editor in sight; `undefined` where none is. */
export function draftOf(selection: Selection): Draft | undefined {
  if (selection.kind === 'custom') return customDraft();
  const isSent = selection.kind === 'event' && selection.direction === 'send';
  return isSent && clientSpec(selection.event) ? eventDraft(selection.event) : undefined;
}

/** Under which name the draft of an event is kept: events that the contract does not have share one. */
function draftKey(event: string): string {
  return clientSpec(event) ? event : CUSTOM_PAYLOAD;
}

/** Puts a saved message into the editor of its event. */
export function loadSaved(message: SavedMessage): void {
  const { event, text, name } = message;
  loadDrafts(
    clientSpec(event) ? { [event]: text } : { [CUSTOM_NAME]: event, [CUSTOM_PAYLOAD]: text },
    `"${name}"`,
  );
  useLoaded.getState().setLoaded(message);
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
  /** By the name under which the draft is kept. */
  readonly byDraft: Readonly<Record<string, Loaded>>;
  setLoaded(message: SavedMessage): void;
}

const Stored = z.record(z.string(), Loaded).catch({});

/** Which draft came from which saved message, so that it can be saved back. Survives a reload, as drafts do. */
export const useLoaded = create<LoadedState>()(
  persist(
    (set) => ({
      byDraft: {},
      setLoaded: ({ id, event, text }) =>
        set(({ byDraft }) => ({ byDraft: { ...byDraft, [draftKey(event)]: { id, event, text } } })),
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
  { event }: Draft,
  { messages }: Library,
  { byDraft }: LoadedState,
): SavedMessage | undefined {
  const loaded = byDraft[draftKey(event)];
  // Its name may have changed since. What counts as changed elsewhere is its text.
  const stored = loaded?.event === event ? messages.get(loaded.id) : undefined;
  return loaded && stored && { ...stored, text: loaded.text };
}
