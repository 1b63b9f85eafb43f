import { useState } from 'react';
import { useSession } from '../../lib/console-session.ts';
import { EntryList } from '../../lib/entry-list.ts';
import type { EntrySource } from '../../lib/entry-source.ts';
import type { Recording } from '../../lib/exchange/recording.ts';
import { tell } from '../../lib/notice.ts';
import type { LogSnapshot } from '../../lib/traffic-log.ts';
import { TIMELINE } from '../../texts/timeline.ts';

export interface TimelineSource {
  readonly source: EntrySource;
  /** What the counters said when the view was paused. */
  readonly pausedAt: LogSnapshot | undefined;
  /** What was imported, shown or not. */
  readonly recording: Recording | undefined;
  readonly showsRecording: boolean;
  readonly togglePause: () => void;
  /** Keeps a recording beside the log, and shows it. */
  readonly load: (recording: Recording) => void;
  readonly unload: () => void;
  readonly show: (which: 'live' | 'recording') => void;
  /** Empties the log, which can be undone in the notice that says so. */
  readonly clear: () => void;
}

interface Loaded {
  readonly recording: Recording;
  readonly source: EntrySource;
}

/** What the timeline shows: the log as it grows, the log as it was when someone paused it, or a recording. */
export function useTimelineSource(): TimelineSource {
  const { log } = useSession();
  const [frozen, setFrozen] = useState<{ source: EntrySource; at: LogSnapshot }>();
  const [loaded, setLoaded] = useState<Loaded>();
  const [shown, setShown] = useState<'live' | 'recording'>('live');
  const showsRecording = shown === 'recording' && loaded !== undefined;
  return {
    source: showsRecording ? loaded.source : (frozen?.source ?? log),
    pausedAt: frozen?.at,
    recording: loaded?.recording,
    showsRecording,
    togglePause: () =>
      setFrozen(frozen ? undefined : { source: new EntryList(log.entries()), at: log.getSnapshot() }),
    load: (recording) => {
      setLoaded({ recording, source: new EntryList(recording.entries) });
      setShown('recording');
    },
    unload: () => setLoaded(undefined),
    show: setShown,
    clear: () => {
      setFrozen(undefined);
      const rows = log.nextId - log.firstId;
      if (rows === 0) return;
      const undo = log.clear();
      tell({ text: TIMELINE.cleared(rows), undo, id: 'cleared' });
    },
  };
}
