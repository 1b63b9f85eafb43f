import { useSyncExternalStore } from 'react';
import { useSession } from './console-session.ts';
import type { RecorderState } from './recorder.ts';

/** What is being recorded; rendered again at most once a frame. */
export function useRecorder(): RecorderState {
  const { recorder } = useSession();
  return useSyncExternalStore(recorder.subscribe, recorder.getSnapshot);
}
