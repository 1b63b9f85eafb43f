import { create } from 'zustand';
import { EntryList } from './entry-list.ts';
import type { EntrySource } from './entry-source.ts';
import type { Recording } from './exchange/recording.ts';

interface OpenedRecording {
  /** What stands beside the log in the timeline, shown or not. */
  readonly opened: { readonly recording: Recording; readonly source: EntrySource } | undefined;
  readonly isShown: boolean;
  /** Opens a recording in the timeline, in the place of the one before, and shows it. */
  open(recording: Recording): void;
  close(): void;
  show(isShown: boolean): void;
}

/** The recording that the timeline shows. */
export const useOpenedRecording = create<OpenedRecording>()((set) => ({
  opened: undefined,
  isShown: false,
  open: (recording) =>
    set({ opened: { recording, source: new EntryList(recording.entries) }, isShown: true }),
  close: () => set({ opened: undefined, isShown: false }),
  show: (isShown) => set({ isShown }),
}));
