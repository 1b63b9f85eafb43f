import { useCallback, useMemo, useState } from 'react';
import { useClients, useSession } from '../../lib/console-session.ts';
import { type EntrySource, entryList } from '../../lib/entry.ts';
import { tell } from '../../lib/notice.ts';
import { type OpenRecording, useOpenedRecording } from '../../lib/opened-recording.ts';
import type { LogSnapshot } from '../../lib/traffic-log.ts';
import { TIMELINE } from '../../texts/timeline.ts';
import type { FindClient, RowClient, RowClients } from './rows.ts';

export interface TimelineSource {
  readonly source: EntrySource;
  /** What the counters said when the view was paused. */
  readonly pausedAt: LogSnapshot | undefined;
  /** What was imported, shown or not. */
  readonly recording: OpenRecording | undefined;
  /** The same, if it is shown. */
  readonly shown: OpenRecording | undefined;
  readonly togglePause: () => void;
  /** Keeps a recording beside the log, and shows it. */
  readonly load: (recording: OpenRecording) => void;
  readonly unload: () => void;
  readonly show: (isRecordingShown: boolean) => void;
  /** Empties the log, which can be undone in the notice that says so. */
  readonly clear: () => void;
}

/** What the timeline shows: the log as it grows, the log as it was when someone paused it, or a recording. */
export function useTimelineSource(): TimelineSource {
  const { log } = useSession();
  // Until it goes on it holds what the log drops meanwhile: at most as much again as the log may hold.
  const [frozen, setFrozen] = useState<{ source: EntrySource; at: LogSnapshot }>();
  const { opened, isShown, open, close, show } = useOpenedRecording();
  const shown = isShown ? opened : undefined;
  return {
    source: shown?.source ?? frozen?.source ?? log,
    pausedAt: frozen?.at,
    recording: opened?.recording,
    shown: shown?.recording,
    togglePause: () =>
      setFrozen(frozen ? undefined : { source: entryList(log.entries()), at: log.getSnapshot() }),
    load: open,
    unload: close,
    show,
    clear: () => {
      setFrozen(undefined);
      const rows = log.nextId - log.firstId;
      if (rows === 0) return;
      const undo = log.clear();
      tell({ text: TIMELINE.cleared(rows), undo, id: 'cleared' });
    },
  };
}

/** The clients of the console, or those of a recording; and how a row finds its own, which may be gone. */
export function useRowClients(recording: OpenRecording | undefined): [RowClients, FindClient] {
  const clients = useClients();
  const known = useMemo(() => {
    return recording?.clients ?? new Map<string, RowClient>(clients.map((client) => [client.id, client]));
  }, [clients, recording]);
  const find = useCallback((id: string) => known.get(id) ?? { name: TIMELINE.removedClientName }, [known]);
  return [known, find];
}
