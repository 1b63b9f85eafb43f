import { create } from 'zustand';
import { persist } from 'zustand/middleware';

interface TimeoutState {
  /** Milliseconds that the composer waits for a reply. */
  readonly timeout: number;
  setTimeout(timeout: number): void;
}

/** Survives a reload. */
export const useTimeout = create<TimeoutState>()(
  persist((set) => ({ timeout: 5_000, setTimeout: (timeout) => set({ timeout }) }), {
    name: 'switchboard.timeout',
  }),
);
