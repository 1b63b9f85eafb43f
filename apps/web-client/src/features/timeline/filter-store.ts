import { create } from 'zustand';
import type { Filter } from './rows.ts';

interface FilterState extends Filter {
  change(part: Partial<Filter>): void;
}

const EVERYTHING: Filter = { text: '', show: 'all', clientId: undefined };

/** What the timeline shows. */
export const useTimelineFilter = create<FilterState>()((set) => ({
  ...EVERYTHING,
  change: (part) => set(part),
}));

/** Shows the arrivals of one event, from all clients. */
export function filterTimelineByEvent(event: string): void {
  useTimelineFilter.getState().change({ ...EVERYTHING, text: event });
}
