import { FileClock, Radio, X } from 'lucide-react';
import {
  type ReactElement,
  type ReactNode,
  type Ref,
  type RefObject,
  useCallback,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { removedClientName } from '../../clients/client-names.ts';
import { Badge } from '../../components/badge.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { lazyDialog } from '../../components/lazy-part.tsx';
import { SmallButton } from '../../components/small-button.tsx';
import ui from '../../components/ui.module.css';
import type { VirtualRowsHandle } from '../../components/virtual-rows.tsx';
import { useKeys } from '../../lib/keys.ts';
import { notify } from '../../lib/notice.ts';
import { type OpenRecording, useOpenedRecording } from '../../recordings/opened-recording.ts';
import { useClients, useLog, useSession } from '../../session/console-session.ts';
import { TIMELINE } from '../../texts/timeline.ts';
import { type CallEntry, type EntrySource, entryList, isSent } from '../../traffic/entry.ts';
import type { LogSnapshot } from '../../traffic/traffic-log.ts';
import { isEverything } from './filter.ts';
import { FilterBar } from './filter-bar.tsx';
import { useLoadedFilter, useTimelineFilter } from './filter-store.ts';
import { entriesOf, matchingEntries, useRowFeed } from './row-feed.ts';
import type { FindClient, Row, RowClient, RowClients } from './rows.ts';
import styles from './timeline.module.css';
import { TimelineBody } from './timeline-body.tsx';
import { TimelineMenu } from './timeline-menu.tsx';
import { useDetailView } from './view-store.ts';

const ExportDialog = lazyDialog(
  TIMELINE.exportTimeline,
  () => import('./exchange/export-dialog.tsx'),
  'ExportDialog',
);

/** What can be done to the timeline from outside. */
export interface TimelineHandle {
  togglePause(): void;
  clear(): void;
}

export interface TimelineProps {
  readonly ref: Ref<TimelineHandle>;
  readonly filterRef: RefObject<HTMLInputElement | null>;
  /** Whether the details cover the screen. */
  readonly narrow: boolean;
  /** Sends once more what was sent. */
  readonly onResend: (entry: CallEntry) => void;
  /** Puts what was sent into the editor. */
  readonly onLoad: (entry: CallEntry) => void;
  /** More that can be done with the row that is open. */
  readonly actions: (row: Row) => ReactNode;
}

/** The rows of the log as they were, and what it had counted then. */
interface Paused {
  readonly source: EntrySource;
  readonly at: LogSnapshot;
}

/** Of the notice about what was cleared. */
const CLEARED = 'cleared';

/** What all clients sent, got and went through: as it happens, as it was when it was paused, or in a recording. */
export function Timeline(props: TimelineProps): ReactElement {
  const { ref, filterRef, narrow, onResend, onLoad, actions } = props;
  const { log } = useSession();
  const filter = useLoadedFilter();
  const { opened: imported, isShown, open } = useOpenedRecording();
  const shown = isShown ? imported : undefined;
  // Until it goes on it holds what the log drops meanwhile: at most as much again as the log may hold.
  const [paused, setPaused] = useState<Paused>();
  const source = shown?.source ?? paused?.source ?? log;
  const feed = useRowFeed(source, filter);
  const [clients, findClient] = useRowClients(shown?.recording);
  const [opened, setOpened] = useState<Row>();
  const [exporting, setExporting] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualRowsHandle>(null);
  const close = useCallback((): void => {
    list.current?.focus();
    setOpened(undefined);
  }, []);
  const pausedNow = (): Paused => ({ source: entryList(log.entries()), at: log.getSnapshot() });
  const togglePause = (): void => setPaused(paused ? undefined : pausedNow());
  const clear = (): void => {
    if (shown) {
      notify({ text: TIMELINE.recordingNotCleared, id: CLEARED });
      return;
    }
    setOpened(undefined);
    const rows = log.nextId - log.firstId;
    if (rows === 0) return;
    const restore = log.clear();
    const showRest = (): void => setPaused((before) => before && pausedNow());
    showRest();
    const undo = (): void => {
      restore();
      showRest();
    };
    notify({ text: TIMELINE.cleared(rows), undo, id: CLEARED });
  };
  const sent = opened && isSent(opened.entry) ? opened.entry : undefined;
  useKeys(
    {
      p: togglePause,
      j: () => list.current?.step(1),
      k: () => list.current?.step(-1),
      r: () => sent && onResend(sent),
      e: () => sent && onLoad(sent),
      d: () => opened && useDetailView.setState({ tab: 'diff' }),
      Escape: () => opened && close(),
    },
    { root },
  );
  useImperativeHandle(ref, () => ({ togglePause, clear }));
  /** Shows other rows: those of the log, or of a recording, whose clients are others. */
  const changeSource = (act: () => void): void => {
    setOpened(undefined);
    useTimelineFilter.getState().change({ client: '' });
    act();
  };

  return (
    <div ref={root} className={`${ui.fill} ${styles.timeline}`}>
      <FilterBar
        filterRef={filterRef}
        clients={clients}
        recording={shown?.recording}
        narrow={narrow}
        paused={paused !== undefined}
        onPause={togglePause}
        onClear={clear}
        onEnter={() => list.current?.openFirst()}
        menu={
          <TimelineMenu
            onExport={() => setExporting(true)}
            onImport={(loaded) => changeSource(() => open(loaded))}
          />
        }
      />
      <SourceBar onChange={changeSource} />
      {paused && !shown && <PausedNotice since={paused.at} />}
      <TimelineBody
        key={shown ? 'recording' : 'live'}
        feed={feed}
        listRef={list}
        opened={opened}
        onOpen={setOpened}
        source={source}
        findClient={findClient}
        onResend={onResend}
        onLoad={onLoad}
        actions={actions}
        narrow={narrow}
        onClose={close}
      />
      {exporting && (
        <ExportDialog
          all={() => entriesOf(source)}
          matching={() => matchingEntries(feed.getSnapshot())}
          filtered={!isEverything(filter)}
          clientOf={findClient}
          onClose={() => setExporting(false)}
        />
      )}
    </div>
  );
}

/** The clients of the console, or those of a recording; and how a row finds its own, which may be gone. */
function useRowClients(recording: OpenRecording | undefined): [RowClients, FindClient] {
  const clients = useClients();
  const known = useMemo(() => {
    return recording?.clients ?? new Map<string, RowClient>(clients.map((client) => [client.id, client]));
  }, [clients, recording]);
  const find = useCallback((id: string) => known.get(id) ?? { name: removedClientName(id) }, [known]);
  return [known, find];
}

/** Goes between what happens now and a recording that was imported. */
function SourceBar({ onChange }: { onChange: (act: () => void) => void }): ReactElement | null {
  const { opened, isShown, show, close } = useOpenedRecording();
  if (!opened) return null;
  const { name, entries } = opened.recording;
  const choice = (label: string, icon: typeof Radio, isRecording: boolean): ReactElement => (
    <SmallButton
      icon={icon}
      variant={isRecording === isShown ? 'light' : 'subtle'}
      aria-pressed={isRecording === isShown}
      onClick={() => onChange(() => show(isRecording))}
    >
      {label}
    </SmallButton>
  );
  return (
    <section className={styles.source} aria-label={TIMELINE.source}>
      {choice(TIMELINE.live, Radio, false)}
      {choice(name, FileClock, true)}
      <Badge>{TIMELINE.imported(entries.length)}</Badge>
      <span className={ui.grow} />
      <IconButton label={TIMELINE.closeRecording} icon={X} onClick={() => onChange(close)} />
    </section>
  );
}

/** How much came since the view was paused. */
function PausedNotice({ since }: { since: LogSnapshot }): ReactElement {
  const { sent, received } = useLog();
  const more = sent + received - since.sent - since.received;
  return (
    <p className={`${ui.note} ${ui.small} ${styles.paused}`} role="status">
      {TIMELINE.paused(more)}
    </p>
  );
}
