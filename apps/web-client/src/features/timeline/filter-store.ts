import { create } from 'zustand';
import type { Filter, Show } from './rows.ts';

interface FilterState extends Filter {
  change(part: Partial<Filter>): void;
}

const EVERYTHING: Filter = { text: '', show: 'all', clientId: undefined };

const SHOWS: readonly Show[] = ['all', 'sent', 'received', 'connection', 'violations'];

/** What the timeline shows. */
export const useTimelineFilter = create<FilterState>()((set) => ({
  ...EVERYTHING,
  change: (part) => set(part),
}));

/** Shows the arrivals of one event, from all clients. */
export function filterTimelineByEvent(event: string): void {
  useTimelineFilter.getState().change({ ...EVERYTHING, text: event });
}

/** The filter as a link may carry it: without the client, which is another one in another tab. */
export function readTimelineFilter(): unknown {
  const { text, show } = useTimelineFilter.getState();
  return { text, show };
}

/** Shows what a link, or anything else that may hold a filter, asks for; what makes no sense is left out. */
export function applyTimelineFilter(value: unknown): void {
  const { text, show }: { text?: unknown; show?: unknown } = Object(value);
  useTimelineFilter.getState().change({
    ...EVERYTHING,
    ...(typeof text === 'string' && { text }),
    show: SHOWS.find((one) => one === show) ?? 'all',
  });
}
