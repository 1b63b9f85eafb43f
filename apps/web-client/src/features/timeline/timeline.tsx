import { FileClock, Radio, X } from 'lucide-react';
import {
  type ReactElement,
  type ReactNode,
  type Ref,
  type RefObject,
  useCallback,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { Badge } from '../../components/badge.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { lazyDialog } from '../../components/lazy-part.tsx';
import { SmallButton } from '../../components/small-button.tsx';
import ui from '../../components/ui.module.css';
import type { VirtualRowsHandle } from '../../components/virtual-rows.tsx';
import { useLog } from '../../lib/console-session.ts';
import type { CallEntry } from '../../lib/entry.ts';
import { useKeys } from '../../lib/keys.ts';
import type { LogSnapshot } from '../../lib/traffic-log.ts';
import { TIMELINE } from '../../texts/timeline.ts';
import type { DetailTab } from './detail/detail.tsx';
import { isEverything } from './filter.ts';
import { FilterBar } from './filter-bar.tsx';
import { useLoadedFilter, useTimelineFilter } from './filter-store.ts';
import { entriesOf, matchingEntries, useRowFeed } from './row-feed.ts';
import type { Row } from './rows.ts';
import styles from './timeline.module.css';
import { TimelineBody } from './timeline-body.tsx';
import { TimelineMenu } from './timeline-menu.tsx';
import { type TimelineSource, useRowClients, useTimelineSource } from './use-timeline-source.ts';

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

/** What all clients sent, got and went through, as it happens. */
export function Timeline(props: TimelineProps): ReactElement {
  const { ref, filterRef, narrow, onResend, onLoad, actions } = props;
  const filter = useLoadedFilter();
  const timeline = useTimelineSource();
  const { source, pausedAt, shown } = timeline;
  const feed = useRowFeed(source, filter);
  const [clients, findClient] = useRowClients(shown);
  const [opened, setOpened] = useState<Row>();
  const [pinned, setPinned] = useState<Row>();
  const [tab, setTab] = useState<DetailTab>('tree');
  const [exporting, setExporting] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualRowsHandle>(null);
  const close = useCallback((): void => {
    list.current?.focus();
    setOpened(undefined);
  }, []);
  const sent =
    opened && (opened.entry.kind === 'call' || opened.entry.kind === 'send') ? opened.entry : undefined;
  useKeys(
    {
      p: timeline.togglePause,
      j: () => list.current?.step(1),
      k: () => list.current?.step(-1),
      r: () => sent && onResend(sent),
      e: () => sent && onLoad(sent),
      d: () => opened && setTab('diff'),
      Escape: () => opened && close(),
    },
    { root },
  );
  const clear = (): void => {
    setOpened(undefined);
    timeline.clear();
  };
  useImperativeHandle(ref, () => ({ togglePause: timeline.togglePause, clear }));
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
        recording={shown}
        narrow={narrow}
        paused={pausedAt !== undefined}
        onPause={timeline.togglePause}
        onClear={clear}
        onEnter={() => list.current?.openFirst()}
        menu={
          <TimelineMenu
            onExport={() => setExporting(true)}
            onImport={(loaded) => changeSource(() => timeline.load(loaded))}
          />
        }
      />
      <SourceBar timeline={timeline} onChange={changeSource} />
      {pausedAt && !shown && <PausedNotice since={pausedAt} />}
      <TimelineBody
        key={shown ? 'recording' : 'live'}
        feed={feed}
        listRef={list}
        opened={opened}
        onOpen={setOpened}
        source={source}
        findClient={findClient}
        tab={tab}
        onTab={setTab}
        pinned={pinned}
        onPin={setPinned}
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

interface SourceBarProps {
  readonly timeline: TimelineSource;
  readonly onChange: (act: () => void) => void;
}

/** Goes between what happens now and a recording that was imported. */
function SourceBar({ timeline, onChange }: SourceBarProps): ReactElement | null {
  const { recording, shown, show, unload } = timeline;
  if (!recording) return null;
  const choice = (label: string, icon: typeof Radio, isRecording: boolean): ReactElement => {
    const isChosen = isRecording === (shown !== undefined);
    return (
      <SmallButton
        icon={icon}
        variant={isChosen ? 'light' : 'subtle'}
        aria-pressed={isChosen}
        onClick={() => onChange(() => show(isRecording))}
      >
        {label}
      </SmallButton>
    );
  };
  return (
    <section className={styles.source} aria-label={TIMELINE.source}>
      {choice(TIMELINE.live, Radio, false)}
      {choice(recording.name, FileClock, true)}
      <Badge>{TIMELINE.imported(recording.entries.length)}</Badge>
      <span className={ui.grow} />
      <IconButton label={TIMELINE.closeRecording} icon={X} onClick={() => onChange(unload)} />
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
