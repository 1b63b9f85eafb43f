import { z } from 'zod';
import { create } from 'zustand';
import { LAYOUT, storedStore } from '../../lib/storage.ts';
import type { DETAILS } from '../../texts/details.ts';
import type { Row } from './rows.ts';

/** How much of the timeline the details may take, in percent. */
export const DRAWER_MIN = 20;
export const DRAWER_MAX = 85;

const StoredView = z.object({
  /** The height of the details in percent of the timeline. */
  drawer: z.number().min(DRAWER_MIN).max(DRAWER_MAX).catch(46),
  /** Whether the content of a row stands on a line of its own, over the full width. */
  wideRows: z.boolean().catch(true),
});

interface ViewState extends z.infer<typeof StoredView> {
  resizeDrawer(drawer: number): void;
  toggleWideRows(): void;
}

/** How the timeline is laid out; survives a reload. */
export const useTimelineView = storedStore<ViewState>(
  `${LAYOUT}timeline`,
  (set) => ({
    ...StoredView.parse({}),
    resizeDrawer: (drawer) => set({ drawer }),
    toggleWideRows: () => set(({ wideRows }) => ({ wideRows: !wideRows })),
  }),
  (stored) => StoredView.parse(stored),
);

/** The ways to read a row. */
export type DetailTab = keyof typeof DETAILS.tabNames;

interface DetailView {
  readonly tab: DetailTab;
  /** Stays in sight while others are opened, even after the log dropped it. */
  readonly pinned: Row | undefined;
}

/** How the details are read, whichever row is open. */
export const useDetailView = create<DetailView>()(() => ({ tab: 'tree', pinned: undefined }));
