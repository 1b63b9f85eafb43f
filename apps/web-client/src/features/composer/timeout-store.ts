import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { storedState } from '../../lib/stored-state.ts';

interface TimeoutState {
  /** Milliseconds that the composer waits for a reply. */
  readonly timeout: number;
  setTimeout(timeout: number): void;
}

/** Survives a reload. */
export const useTimeout = create<TimeoutState>()(
  persist((set) => ({ timeout: 5_000, setTimeout: (timeout) => set({ timeout }) }), {
    name: 'switchboard.timeout',
    storage: storedState<TimeoutState>(),
    merge: (stored, state) => {
      const timeout: unknown = Object(stored).timeout;
      return { ...state, ...(typeof timeout === 'number' && timeout > 0 && { timeout }) };
    },
  }),
);
