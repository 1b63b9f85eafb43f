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
import { flushSync } from 'react-dom';
import { lazyDialog } from '../../components/lazy-part.tsx';
import { useClients, useLog } from '../../lib/console-session.ts';
import type { CallEntry } from '../../lib/entry.ts';
import { useKeys } from '../../lib/keys.ts';
import type { OpenRecording } from '../../lib/opened-recording.ts';
import type { LogSnapshot } from '../../lib/traffic-log.ts';
import { TIMELINE } from '../../texts/timeline.ts';
import type { DetailTab } from './detail/detail.tsx';
import { isEverything } from './filter.ts';
import { FilterBar } from './filter-bar.tsx';
import type { FilterClient } from './filter-fields.tsx';
import { useTimelineFilter } from './filter-store.ts';
import { useFindClient } from './row-client.ts';
import { entriesOf, matchingEntries, useRowFeed } from './row-feed.ts';
import type { RowListHandle } from './row-list.tsx';
import type { Row } from './rows.ts';
import { SourceBar } from './source-bar.tsx';
import styles from './timeline.module.css';
import { TimelineBody } from './timeline-body.tsx';
import { TimelineMenu } from './timeline-menu.tsx';
import { useTimelineSource } from './use-timeline-source.ts';

const ExportDialog = lazyDialog(
  TIMELINE.exportTimeline,
  () => import('./exchange/export-dialog.tsx'),
  ({ ExportDialog: dialog }) => dialog,
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
  /** Sends once more what was sent; without it nothing offers to. */
  readonly onResend?: (entry: CallEntry) => void;
  /** Puts what was sent into the editor. */
  readonly onLoad?: (entry: CallEntry) => void;
  /** More that can be done with the row that is open. */
  readonly actions?: (row: Row) => ReactNode;
}

/** What all clients sent, got and went through, as it happens. */
export function Timeline(props: TimelineProps): ReactElement {
  const { ref, filterRef, narrow, onResend, onLoad, actions } = props;
  const clients = useClients();
  const { filter, change } = useTimelineFilter();
  const timeline = useTimelineSource();
  const { source, pausedAt, recording, showsRecording } = timeline;
  const shownRecording = showsRecording ? recording : undefined;
  const feed = useRowFeed(source, filter);
  const findClient = useFindClient(clients, shownRecording);
  const [opened, setOpened] = useState<Row>();
  const [pinned, setPinned] = useState<Row>();
  const [tab, setTab] = useState<DetailTab>('tree');
  const [exporting, setExporting] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const list = useRef<RowListHandle>(null);
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
      r: () => sent && onResend?.(sent),
      e: () => sent && onLoad?.(sent),
      d: () => opened && setTab('diff'),
      Escape: () => opened && close(),
    },
    { root },
  );
  const clear = (): void => {
    // The row or the details that have the focus go.
    if (document.activeElement?.closest('[data-rows-and-details]')) list.current?.focusList();
    setOpened(undefined);
    timeline.clear();
  };
  useImperativeHandle(ref, () => ({ togglePause: timeline.togglePause, clear }));
  /** Shows other rows: those of the log, or of a recording, whose clients are others. */
  const changeSource = (act: () => void): void => {
    flushSync(() => {
      setOpened(undefined);
      change({ client: '' });
      act();
    });
    if (document.activeElement === document.body) list.current?.focusList();
  };

  return (
    <div ref={root} className={styles.timeline}>
      <FilterBar
        filterRef={filterRef}
        clients={shownRecording ? namesOf(shownRecording) : clients}
        recording={shownRecording}
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
      {recording && (
        <SourceBar
          recording={recording}
          shown={showsRecording ? 'recording' : 'live'}
          onShow={(which) => changeSource(() => timeline.show(which))}
          onClose={() => changeSource(timeline.unload)}
        />
      )}
      {pausedAt && !showsRecording && <PausedNotice since={pausedAt} />}
      <TimelineBody
        key={showsRecording ? 'recording' : 'live'}
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
          nameOf={(id) => findClient(id).name}
          onClose={() => setExporting(false)}
        />
      )}
    </div>
  );
}

function namesOf({ clients }: OpenRecording): FilterClient[] {
  return [...clients].map(([id, name]) => ({ id, name }));
}

/** How much came since the view was paused. */
function PausedNotice({ since }: { since: LogSnapshot }): ReactElement {
  const { sent, received } = useLog();
  const more = sent + received - since.sent - since.received;
  return (
    <p className={styles.notice} role="status">
      {TIMELINE.paused(more)}
    </p>
  );
}
