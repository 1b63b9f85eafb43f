import { useState } from 'react';
import { useSession } from '../../lib/console-session.ts';
import { EntryList, type EntrySource } from '../../lib/entry.ts';
import { tell } from '../../lib/notice.ts';
import { type OpenRecording, useOpenedRecording } from '../../lib/opened-recording.ts';
import type { LogSnapshot } from '../../lib/traffic-log.ts';
import { TIMELINE } from '../../texts/timeline.ts';

export interface TimelineSource {
  readonly source: EntrySource;
  /** What the counters said when the view was paused. */
  readonly pausedAt: LogSnapshot | undefined;
  /** What was imported, shown or not. */
  readonly recording: OpenRecording | undefined;
  readonly showsRecording: boolean;
  readonly togglePause: () => void;
  /** Keeps a recording beside the log, and shows it. */
  readonly load: (recording: OpenRecording) => void;
  readonly unload: () => void;
  readonly show: (which: 'live' | 'recording') => void;
  /** Empties the log, which can be undone in the notice that says so. */
  readonly clear: () => void;
}

/** What the timeline shows: the log as it grows, the log as it was when someone paused it, or a recording. */
export function useTimelineSource(): TimelineSource {
  const { log } = useSession();
  const [frozen, setFrozen] = useState<{ source: EntrySource; at: LogSnapshot }>();
  const { opened, isShown, open, close, show } = useOpenedRecording();
  const showsRecording = isShown && opened !== undefined;
  return {
    source: showsRecording ? opened.source : (frozen?.source ?? log),
    pausedAt: frozen?.at,
    recording: opened?.recording,
    showsRecording,
    togglePause: () =>
      setFrozen(frozen ? undefined : { source: new EntryList(log.entries()), at: log.getSnapshot() }),
    load: open,
    unload: close,
    show: (which) => show(which === 'recording'),
    clear: () => {
      setFrozen(undefined);
      const rows = log.nextId - log.firstId;
      if (rows === 0) return;
      const undo = log.clear();
      tell({ text: TIMELINE.cleared(rows), undo, id: 'cleared' });
    },
  };
}
