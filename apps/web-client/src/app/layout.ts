import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { storedStore } from '../lib/storage.ts';

/** Widths in CSS pixels; the panels on the right have what is left. */
export interface ColumnWidths {
  readonly events: number;
  readonly compose: number;
}

/** Until someone moves a splitter. */
export const DEFAULT_WIDTHS: ColumnWidths = { events: 280, compose: 520 };

/** Narrower columns are of no use. */
export const MIN_WIDTHS = { events: 200, compose: 340, side: 340 };

/** How wide both splitters are together. */
export const SPLITTERS = 2;

/** The widths nearest to the wanted ones that leave every column its minimum in a window this wide. */
export function fitColumns(wanted: ColumnWidths, windowWidth: number): ColumnWidths {
  const left = windowWidth - SPLITTERS - MIN_WIDTHS.side;
  const events = clamp(wanted.events, MIN_WIDTHS.events, left - MIN_WIDTHS.compose);
  return { events, compose: clamp(wanted.compose, MIN_WIDTHS.compose, left - events) };
}

function clamp(value: number, min: number, max: number): number {
  return Math.round(Math.max(min, Math.min(value, max)));
}

interface LayoutState {
  /** What was wanted, though a small window may give less. */
  readonly widths: ColumnWidths;
  resize(part: Partial<ColumnWidths>): void;
  reset(): void;
}

const width = z.number().min(0).max(10_000);

const Stored = z.object({
  widths: z
    .object({ events: width.catch(DEFAULT_WIDTHS.events), compose: width.catch(DEFAULT_WIDTHS.compose) })
    .catch(DEFAULT_WIDTHS),
});

/** How wide the columns are; survives a reload. */
export const useLayout = storedStore<LayoutState>(
  'switchboard.layout',
  (set) => ({
    widths: DEFAULT_WIDTHS,
    resize: (part) => set(({ widths }) => ({ widths: { ...widths, ...part } })),
    reset: () => set({ widths: DEFAULT_WIDTHS }),
  }),
  (stored) => Stored.parse(stored),
);

/** In CSS pixels, right from the first paint. */
export function useWindowWidth(): number {
  return useSyncExternalStore(subscribe, () => window.innerWidth);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}
