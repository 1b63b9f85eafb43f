import { create } from 'zustand';
import { type Entry, type EntrySource, entryList } from '../traffic/entry.ts';
import type { RecordedSettings } from './recording.ts';

/** A recording as the timeline shows it. */
export interface OpenRecording {
  /** Where it came from, such as the name of its file. */
  readonly name: string;
  /** Oldest first, from `openEntry`; their ids count up from 0. */
  readonly entries: readonly Entry[];
  /** By their ids; `recorded` is how one connected. */
  readonly clients: ReadonlyMap<string, { readonly name: string; readonly recorded?: RecordedSettings }>;
}

interface OpenedRecording {
  /** What stands beside the log in the timeline, shown or not. */
  readonly opened: { readonly recording: OpenRecording; readonly source: EntrySource } | undefined;
  readonly isShown: boolean;
  /** Opens a recording in the timeline, in the place of the one before, and shows it. */
  open(recording: OpenRecording): void;
  close(): void;
  show(isShown: boolean): void;
}

export const useOpenedRecording = create<OpenedRecording>()((set) => ({
  opened: undefined,
  isShown: false,
  open: (recording) => set({ opened: { recording, source: entryList(recording.entries) }, isShown: true }),
  close: () => set({ opened: undefined, isShown: false }),
  show: (isShown) => set({ isShown }),
}));
