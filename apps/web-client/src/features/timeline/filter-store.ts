import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { storedState } from '../../lib/storage.ts';
import { EVERYTHING, type Filter, parseFilter } from './filter.ts';

interface FilterState {
  readonly filter: Filter;
  /** Filters that someone saved, by name. */
  readonly named: Readonly<Record<string, Filter>>;
  change(part: Partial<Filter>): void;
  clear(): void;
  /** Saves the filter as it is; one of the same name is replaced. */
  save(name: string): void;
  remove(name: string): void;
}

/** What the timeline shows; survives a reload. */
export const useTimelineFilter = create<FilterState>()(
  persist(
    (set) => ({
      filter: EVERYTHING,
      named: {},
      change: (part) => set(({ filter }) => ({ filter: { ...filter, ...part } })),
      clear: () => set({ filter: EVERYTHING }),
      save: (name) => set(({ named, filter }) => ({ named: { ...named, [name]: filter } })),
      remove: (name) =>
        set(({ named }) => ({
          named: Object.fromEntries(Object.entries(named).filter(([other]) => other !== name)),
        })),
    }),
    {
      name: 'switchboard.timeline-filter',
      storage: storedState<Pick<FilterState, 'filter' | 'named'>>(),
      partialize: ({ filter, named }) => ({ filter, named }),
      merge: (stored, state) => ({ ...state, ...parseStored(stored) }),
    },
  ),
);

/** Shows one event alone, from all clients. */
export function filterTimelineByEvent(event: string): void {
  useTimelineFilter.setState({ filter: { ...EVERYTHING, event } });
}

/** The filter as a link may carry it: without the client, which is another one in another tab. */
export function readTimelineFilter(): unknown {
  const { client: _, ...filter } = useTimelineFilter.getState().filter;
  return filter;
}

/** Shows what a shared link, or anything else that may hold a filter, asks for. */
export function applyTimelineFilter(value: unknown): void {
  useTimelineFilter.setState({ filter: parseFilter(value) });
}

function parseStored(stored: unknown): Pick<FilterState, 'filter' | 'named'> {
  const { filter, named } = (stored ?? {}) as { filter?: unknown; named?: unknown };
  const entries = typeof named === 'object' && named !== null ? Object.entries(named) : [];
  return {
    filter: parseFilter(filter),
    named: Object.fromEntries(entries.map(([name, value]) => [name, parseFilter(value)])),
  };
}
