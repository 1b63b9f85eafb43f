import { create } from 'zustand';

interface ChartFilter {
  readonly clientId: string | undefined;
  readonly event: string | undefined;
  /** How many seconds back the rates go. */
  readonly seconds: number;
  change(part: Partial<Omit<ChartFilter, 'change'>>): void;
}

/** What the charts show; survives a change of the tab. */
export const useChartFilter = create<ChartFilter>()((set) => ({
  clientId: undefined,
  event: undefined,
  seconds: 60,
  change: (part) => set(part),
}));
