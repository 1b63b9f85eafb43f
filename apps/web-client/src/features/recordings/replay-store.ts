import { create } from 'zustand';
import type { Recording } from '../../lib/recording.ts';
import { type Replay, type ReplayOptions, replay } from './model/replay.ts';

export type ReplayState =
  | { readonly status: 'idle' }
  | { readonly status: 'running'; readonly done: number; readonly total: number }
  | { readonly status: 'done'; readonly replay: Replay }
  | { readonly status: 'failed'; readonly reason: string };

interface Replays {
  /** The recording that is, or was last, replayed. */
  readonly recordingId: string | undefined;
  readonly state: ReplayState;
  start(recording: Recording, options: Omit<ReplayOptions, 'signal' | 'onProgress'>): Promise<void>;
  stop(): void;
}

let stop = new AbortController();

/** The one replay that runs, or ran last; it goes on while other panels are shown. */
export const useReplay = create<Replays>()((set, get) => ({
  recordingId: undefined,
  state: { status: 'idle' },
  start: async (recording, options) => {
    if (get().state.status === 'running') return;
    stop = new AbortController();
    set({ recordingId: recording.id, state: { status: 'running', done: 0, total: 0 } });
    let due = 0;
    const onProgress = (done: number, total: number): void => {
      // A long recording has thousands of steps: nobody sees each of them.
      if (performance.now() < due) return;
      due = performance.now() + 100;
      set({ state: { status: 'running', done, total } });
    };
    try {
      const finished = await replay(recording, { ...options, signal: stop.signal, onProgress });
      set({ state: { status: 'done', replay: finished } });
    } catch (error) {
      set({ state: { status: 'failed', reason: (error as Error).message } });
    }
  },
  stop: () => stop.abort(),
}));
