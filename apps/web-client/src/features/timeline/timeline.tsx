import { Button } from '@mantine/core';
import {
  lazy,
  type ReactElement,
  type ReactNode,
  type Ref,
  type RefObject,
  Suspense,
  useCallback,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { useClients } from '../../lib/console-session.ts';
import type { CallEntry } from '../../lib/entry.ts';
import type { DetailTab } from './detail/detail-tab.ts';
import { isEverything } from './filter.ts';
import { FilterBar } from './filter-bar.tsx';
import { useTimelineFilter } from './filter-store.ts';
import { PausedNotice } from './paused-notice.tsx';
import { entriesOf, matchingEntries } from './row-entries.ts';
import type { RowListHandle } from './row-list.tsx';
import type { Row } from './rows.ts';
import { SourceBar } from './source-bar.tsx';
import styles from './timeline.module.css';
import { TimelineBody } from './timeline-body.tsx';
import { TimelineMenu } from './timeline-menu.tsx';
import { useFindClient } from './use-find-client.ts';
import { useImport } from './use-import.ts';
import { useRowFeed } from './use-row-feed.ts';
import { useTimelineKeys } from './use-timeline-keys.ts';
import { useTimelineSource } from './use-timeline-source.ts';

const ExportDialog = lazy(() =>
  import('./exchange/export-dialog.tsx').then(({ ExportDialog: dialog }) => ({ default: dialog })),
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
  const filter = useTimelineFilter((state) => state.filter);
  const timeline = useTimelineSource();
  const { source, pausedAt, recording, showsRecording } = timeline;
  const feed = useRowFeed(source, filter);
  const findClient = useFindClient(clients, showsRecording ? recording : undefined);
  const [opened, setOpened] = useState<Row>();
  const [pinned, setPinned] = useState<Row>();
  const [tab, setTab] = useState<DetailTab>('tree');
  const [exporting, setExporting] = useState(false);
  const { problem, importFile, dismiss } = useImport((loaded) => {
    setOpened(undefined);
    timeline.load(loaded);
  });
  const root = useRef<HTMLDivElement>(null);
  const list = useRef<RowListHandle>(null);
  const close = useCallback((): void => {
    list.current?.focus();
    setOpened(undefined);
  }, []);
  const sent =
    opened && (opened.entry.kind === 'call' || opened.entry.kind === 'send') ? opened.entry : undefined;
  useTimelineKeys(root, {
    pause: timeline.togglePause,
    step: (by) => list.current?.step(by),
    resend: () => sent && onResend?.(sent),
    load: () => sent && onLoad?.(sent),
    diff: () => opened && setTab('diff'),
    close: () => opened && close(),
  });
  const andClose = (act: () => void) => () => {
    setOpened(undefined);
    act();
  };

  const clear = andClose(timeline.clear);
  useImperativeHandle(ref, () => ({ togglePause: timeline.togglePause, clear }));

  return (
    <div ref={root} className={styles.timeline}>
      <FilterBar
        filterRef={filterRef}
        clients={clients}
        narrow={narrow}
        paused={pausedAt !== undefined}
        onPause={timeline.togglePause}
        onClear={clear}
        menu={<TimelineMenu onExport={() => setExporting(true)} onImport={(file) => void importFile(file)} />}
      />
      {recording && (
        <SourceBar
          recording={recording}
          shown={showsRecording ? 'recording' : 'live'}
          onShow={(which) => andClose(() => timeline.show(which))()}
          onClose={andClose(timeline.unload)}
        />
      )}
      {problem && (
        <div className={styles.notice} data-bad role="alert">
          {problem}
          <Button size="compact-xs" variant="subtle" color="red" onClick={dismiss}>
            Dismiss
          </Button>
        </div>
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
        <Suspense>
          <ExportDialog
            all={() => entriesOf(source)}
            matching={() => matchingEntries(feed.getSnapshot())}
            filtered={!isEverything(filter)}
            nameOf={(id) => findClient(id).name}
            onClose={() => setExporting(false)}
          />
        </Suspense>
      )}
    </div>
  );
}
