import { create } from 'zustand';
import type { SavedMessage } from './saved-message.ts';

interface LoadedState {
  /** The saved message that a draft came from, as it was then, by the draft's event. */
  readonly byDraft: Readonly<Record<string, SavedMessage>>;
  setLoaded(draft: string, message: SavedMessage): void;
}

/** Which draft came from which saved message, so that it can be saved back. */
export const useLoaded = create<LoadedState>()((set) => ({
  byDraft: {},
  setLoaded: (draft, message) => set(({ byDraft }) => ({ byDraft: { ...byDraft, [draft]: message } })),
}));
