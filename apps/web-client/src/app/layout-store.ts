import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { storedState } from '../lib/stored-state.ts';
import { DEFAULT_WIDTHS, type RoomWidths } from './fit-rooms.ts';

interface LayoutState {
  /** What was wanted, though a small window may give less. */
  readonly widths: RoomWidths;
  resize(part: Partial<RoomWidths>): void;
  reset(): void;
}

const width = z.number().min(0).max(10_000);

const Stored = z.object({
  widths: z
    .object({ events: width.catch(DEFAULT_WIDTHS.events), compose: width.catch(DEFAULT_WIDTHS.compose) })
    .catch(DEFAULT_WIDTHS),
});

/** How wide the rooms are; survives a reload. */
export const useLayout = create<LayoutState>()(
  persist(
    (set) => ({
      widths: DEFAULT_WIDTHS,
      resize: (part) => set(({ widths }) => ({ widths: { ...widths, ...part } })),
      reset: () => set({ widths: DEFAULT_WIDTHS }),
    }),
    {
      name: 'switchboard.layout',
      storage: storedState<LayoutState>(),
      merge: (stored, state) => ({ ...state, ...Stored.parse(Object(stored)) }),
    },
  ),
);
