import { create } from 'zustand';
import { readStoredJson, storeJson } from '../../lib/stored-json.ts';

/** How much of the timeline the drawer may take, in percent. */
export const DRAWER_MIN = 20;
export const DRAWER_MAX = 85;

const STORED = 'switchboard.timeline-drawer';
const storage = (): Storage => localStorage;

interface DrawerSize {
  /** In percent of the timeline's height. */
  readonly size: number;
  resize(size: number): void;
}

/** How high the drawer is; survives a reload. */
export const useDrawerSize = create<DrawerSize>()((set) => ({
  size: clamp(readStoredJson(storage, STORED)),
  resize: (wanted) => {
    const size = clamp(wanted);
    storeJson(storage, STORED, size);
    set({ size });
  },
}));

function clamp(size: unknown): number {
  if (typeof size !== 'number' || !Number.isFinite(size)) return 46;
  return Math.round(Math.min(DRAWER_MAX, Math.max(DRAWER_MIN, size)));
}
