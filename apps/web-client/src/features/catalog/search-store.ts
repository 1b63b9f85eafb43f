import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { storedState } from '../../lib/stored-state.ts';

interface SearchState {
  readonly search: string;
  setSearch(search: string): void;
}

/** What the events are searched for; survives a reload. */
export const useCatalogSearch = create<SearchState>()(
  persist((set) => ({ search: '', setSearch: (search) => set({ search }) }), {
    name: 'switchboard.catalog',
    storage: storedState<SearchState>(),
    merge: (stored, state) => {
      const search: unknown = Object(stored).search;
      return { ...state, ...(typeof search === 'string' && { search }) };
    },
  }),
);
