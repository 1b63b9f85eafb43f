import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { type ConnectionSettings, readSettings } from '../lib/connection-settings.ts';
import { storedState } from '../lib/stored-state.ts';
import type { Target } from './target.ts';

interface TargetState {
  /** Those that were kept, oldest first. */
  readonly targets: readonly Target[];
  /** Keeps it in the place of one of the same name. */
  keep(name: string, settings: ConnectionSettings): void;
  /** Returns its undo. */
  remove(id: string): () => void;
}

const StoredTargets = z.array(
  z.object({ id: z.string(), name: z.string().min(1), settings: z.unknown().transform(readSettings) }),
);

/** The list of targets; survives a reload. */
export const useTargets = create<TargetState>()(
  persist(
    (set, get) => ({
      targets: [],
      keep: (name, settings) =>
        set(({ targets }) => {
          const target = { id: crypto.randomUUID(), name, settings };
          const isKept = targets.some((one) => one.name === name);
          if (!isKept) return { targets: [...targets, target] };
          return { targets: targets.map((one) => (one.name === name ? { ...one, settings } : one)) };
        }),
      remove: (id) => {
        const { targets } = get();
        set({ targets: targets.filter((one) => one.id !== id) });
        return () => set({ targets });
      },
    }),
    {
      name: 'switchboard.targets',
      storage: storedState<Pick<TargetState, 'targets'>>(),
      partialize: ({ targets }) => ({ targets }),
      merge: (stored, state) => {
        const { data } = StoredTargets.safeParse(Object(stored).targets);
        return { ...state, targets: data ?? [] };
      },
    },
  ),
);
