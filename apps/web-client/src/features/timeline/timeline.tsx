import { Button } from '@mantine/core';
import { lazy, type ReactElement, type ReactNode, type RefObject, Suspense, useRef, useState } from 'react';
import type { JsonPath } from '../../components/json-tree.tsx';
import { useClients, useLog } from '../../lib/console-session.ts';
import type { CallEntry } from '../../lib/entry.ts';
import type { DetailTab } from './detail/detail-tab.ts';
import { Drawer } from './drawer.tsx';
import { isEverything } from './filter.ts';
import { FilterBar } from './filter-bar.tsx';
import { useTimelineFilter } from './filter-store.ts';
import { importRecording } from './import-recording.ts';
import { entriesOf, freshRow, matchingEntries } from './row-entries.ts';
import { RowList, type RowListHandle } from './row-list.tsx';
import type { Row } from './rows.ts';
import { SourceBar } from './source-bar.tsx';
import styles from './timeline.module.css';
import { TimelineMenu } from './timeline-menu.tsx';
import { useFindClient } from './use-find-client.ts';
import { useRows } from './use-rows.ts';
import { useTimelineKeys } from './use-timeline-keys.ts';
import { useTimelineSource } from './use-timeline-source.ts';

const ExportDialog = lazy(() =>
  import('./exchange/export-dialog.tsx').then(({ ExportDialog: dialog }) => ({ default: dialog })),
);

export interface TimelineProps {
  readonly filterRef: RefObject<HTMLInputElement | null>;
  /** Whether the details cover the screen. */
  readonly narrow: boolean;
  /** Sends once more what was sent; without it nothing offers to. */
  readonly onResend?: (entry: CallEntry) => void;
  /** Puts what was sent into the editor. */
  readonly onLoad?: (entry: CallEntry) => void;
  /** Makes something of one value in a payload or reply, such as a variable. */
  readonly onPick?: (path: JsonPath, value: unknown) => void;
  /** More that can be done with the row that is open. */
  readonly actions?: (row: Row) => ReactNode;
}

/** What all clients sent, got and went through, as it happens. */
export function Timeline(props: TimelineProps): ReactElement {
  const { filterRef, narrow, onResend, onLoad, onPick, actions } = props;
  const live = useLog();
  const clients = useClients();
  const { filter, clear: clearFilter } = useTimelineFilter();
  const timeline = useTimelineSource();
  const { source, pausedAt, recording, showsRecording } = timeline;
  const view = useRows(source, filter);
  const findClient = useFindClient(clients, showsRecording ? recording : undefined);
  const [opened, setOpened] = useState<Row>();
  const [pinned, setPinned] = useState<Row>();
  const [tab, setTab] = useState<DetailTab>('tree');
  const [exporting, setExporting] = useState(false);
  const [problem, setProblem] = useState<string>();
  const root = useRef<HTMLDivElement>(null);
  const list = useRef<RowListHandle>(null);
  // A reply that came since, or the row as it was, if it is no longer there.
  const row = opened && (freshRow(view, opened) ?? opened);

  const close = (): void => {
    if (!opened) return;
    list.current?.focus();
    setOpened(undefined);
  };
  const show = (which: 'live' | 'recording'): void => {
    setOpened(undefined);
    timeline.show(which);
  };
  const sent = row && (row.entry.kind === 'call' || row.entry.kind === 'send') ? row.entry : undefined;
  useTimelineKeys(root, {
    pause: timeline.togglePause,
    step: (by) => list.current?.step(by),
    resend: () => sent && onResend?.(sent),
    load: () => sent && onLoad?.(sent),
    diff: () => row && setTab('diff'),
    close,
  });
  const load = async (file: File): Promise<void> => {
    try {
      const loaded = await importRecording(file);
      setProblem(undefined);
      setOpened(undefined);
      timeline.load(loaded);
    } catch (error) {
      setProblem(`${file.name} was not imported. ${(error as Error).message}`);
    }
  };

  return (
    <div ref={root} className={styles.timeline}>
      <FilterBar
        filterRef={filterRef}
        clients={clients}
        matching={view.matching}
        total={view.total}
        narrow={narrow}
        paused={pausedAt !== undefined}
        onPause={timeline.togglePause}
        onClear={() => {
          setOpened(undefined);
          timeline.clear();
        }}
        menu={<TimelineMenu onExport={() => setExporting(true)} onImport={(file) => void load(file)} />}
      />
      {recording && (
        <SourceBar
          recording={recording}
          shown={showsRecording ? 'recording' : 'live'}
          onShow={show}
          onClose={() => {
            setOpened(undefined);
            timeline.unload();
          }}
        />
      )}
      {problem && (
        <div className={styles.notice} data-bad role="alert">
          {problem}
          <Button size="compact-xs" variant="subtle" color="red" onClick={() => setProblem(undefined)}>
            Dismiss
          </Button>
        </div>
      )}
      {pausedAt && !showsRecording && (
        <p className={styles.notice} role="status">
          Paused: {(live.sent + live.received - pausedAt.sent - pausedAt.received).toLocaleString('en')} more
          recorded meanwhile.
        </p>
      )}
      <RowList
        key={showsRecording ? 'recording' : 'live'}
        ref={list}
        view={view}
        findClient={findClient}
        opened={row}
        onOpen={setOpened}
        empty={
          view.total === 0 ? (
            'Nothing yet: send an event.'
          ) : (
            <>
              Nothing fits the filter.
              <Button size="compact-sm" variant="default" onClick={clearFilter}>
                Clear the filter
              </Button>
            </>
          )
        }
      />
      {row && (
        <Drawer
          row={row}
          source={source}
          findClient={findClient}
          tab={tab}
          onTab={setTab}
          pinned={pinned}
          onPin={setPinned}
          onResend={onResend}
          onLoad={onLoad}
          onPick={onPick}
          actions={actions}
          narrow={narrow}
          onClose={close}
        />
      )}
      {exporting && (
        <Suspense>
          <ExportDialog
            all={() => entriesOf(source)}
            matching={() => matchingEntries(view)}
            filtered={!isEverything(filter)}
            nameOf={(id) => findClient(id).name}
            onClose={() => setExporting(false)}
          />
        </Suspense>
      )}
    </div>
  );
}
