import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { storedState } from '../../lib/stored-state.ts';
import { ShareState } from './share-state.ts';

/** A link that was opened, or could not be. */
const Opening = z.object({
  text: z.string(),
  /** How the console was before; left out where nothing changed. */
  before: ShareState.optional(),
});
export type Opening = z.infer<typeof Opening>;

interface Openings {
  /** Newest last; each until it is taken back or closed. */
  readonly openings: readonly Opening[];
  add(opening: Opening): void;
  closeLast(): void;
}

const MAX_OPENINGS = 20;

const Stored = z.object({ openings: z.array(Opening).catch([]) });

/** Survives a reload: a draft that a link replaced is not lost by it. */
export const useOpenings = create<Openings>()(
  persist(
    (set) => ({
      openings: [],
      add: (opening) => set(({ openings }) => ({ openings: [...openings, opening].slice(-MAX_OPENINGS) })),
      closeLast: () => set(({ openings }) => ({ openings: openings.slice(0, -1) })),
    }),
    {
      name: 'switchboard.openings',
      storage: storedState<Openings>(),
      merge: (stored, state) => ({ ...state, ...Stored.parse({ openings: Object(stored).openings }) }),
    },
  ),
);
