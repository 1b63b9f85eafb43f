import { useEffect } from 'react';
import { z } from 'zod';
import { notify } from '../../lib/notice.ts';
import { sharedStore, storedStore } from '../../lib/storage.ts';
import { TIMELINE } from '../../texts/timeline.ts';
import { EVERYTHING, type Filter, FilterSchema } from './filter.ts';
import { loadRegExps, parseQuery } from './filter-text.ts';

interface FilterState {
  readonly filter: Filter;
  change(part: Partial<Filter>): void;
  clear(): void;
}

/** What the timeline shows; survives a reload. */
export const useTimelineFilter = storedStore<FilterState>(
  'switchboard.shown-filter',
  (set) => ({
    filter: EVERYTHING,
    change: (part) => set(({ filter }) => ({ filter: { ...filter, ...part } })),
    clear: () => set({ filter: EVERYTHING }),
  }),
  ({ filter }) => ({ filter: FilterSchema.parse(filter) }),
);

interface SavedFilters {
  readonly named: Readonly<Record<string, Filter>>;
  /** One of the same name is replaced. */
  save(name: string, filter: Filter): void;
  remove(name: string): void;
}

const Named = z.record(z.string(), FilterSchema).catch({});

/** Filters that someone saved, by name; of all tabs. */
export const useSavedFilters = sharedStore<SavedFilters>(
  'switchboard.timeline-filter',
  (set) => ({
    named: {},
    save: (name, filter) => set(({ named }) => ({ named: { ...named, [name]: filter } })),
    remove: (name) =>
      set(({ named }) => {
        const { [name]: _, ...others } = named;
        return { named: others };
      }),
  }),
  ({ named }) => ({ named: Named.parse(named) }),
);

/** The filter. Where it has a regular expression, it is another one once that can be read. */
export function useLoadedFilter(): Filter {
  const { filter } = useTimelineFilter();
  useEffect(() => {
    if (!parseQuery(filter.text).isWaiting) return;
    const readAgain = (): void => useTimelineFilter.getState().change({});
    loadRegExps().then(readAgain, () => notify({ text: TIMELINE.regExpsAway, tone: 'bad' }));
  }, [filter.text]);
  return filter;
}

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
  useTimelineFilter.setState({ filter: FilterSchema.parse(value) });
}
