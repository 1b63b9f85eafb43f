import { Button } from '@mantine/core';
import { useSplitter } from '@mantine/hooks';
import {
  type CSSProperties,
  memo,
  type ReactElement,
  type RefObject,
  useMemo,
  useSyncExternalStore,
} from 'react';
import { DetailPlace } from '../../components/detail-header.tsx';
import { lazyPart } from '../../components/lazy-part.tsx';
import ui from '../../components/ui.module.css';
import { VirtualRows, type VirtualRowsHandle } from '../../components/virtual-rows.tsx';
import { formatTime } from '../../lib/format-time.ts';
import { DETAILS } from '../../texts/details.ts';
import { TIMELINE } from '../../texts/timeline.ts';
import type { DetailProps } from './detail/detail.tsx';
import { FilterCount } from './filter-bar.tsx';
import { useTimelineFilter } from './filter-store.ts';
import { parseQuery } from './filter-text.ts';
import { freshRow, type RowFeed, type TimelineView } from './row-feed.ts';
import { flawOf, type Row, titleOf } from './rows.ts';
import styles from './timeline.module.css';
import { FlawBadge, TimelineRow } from './timeline-row.tsx';
import { DRAWER_MAX, DRAWER_MIN, useTimelineView } from './view-store.ts';

const Detail = lazyPart(DETAILS.part, () => import('./detail/detail.tsx'), 'Detail');

interface DrawerProps extends DetailProps {
  readonly narrow: boolean;
  readonly onClose: () => void;
}

export interface TimelineBodyProps extends Omit<DrawerProps, 'row'> {
  readonly feed: RowFeed;
  readonly listRef: RefObject<VirtualRowsHandle | null>;
  readonly opened: Row | undefined;
  readonly onOpen: (row: Row | undefined) => void;
}

/** The height of a row with its content on a line of its own, and of one without. */
const ROW_HEIGHT = { wide: 44, slim: 26 };

/** The part of the timeline that is drawn again with every change of the log: the rows, and the one that is open. */
export function TimelineBody({ feed, listRef, opened, onOpen, ...drawer }: TimelineBodyProps): ReactElement {
  const { narrow, findClient } = drawer;
  const view = useSyncExternalStore(feed.subscribe, feed.getSnapshot);
  const { filter, clear } = useTimelineFilter();
  const { drawer: size, wideRows, resizeDrawer } = useTimelineView();
  const { terms } = useMemo(() => parseQuery(filter.text), [filter]);
  const wide = narrow || wideRows;
  // A reply may have come since; and what is no longer there is read as it was.
  const row = opened && (freshRow(view, opened) ?? opened);
  const { ref, getHandleProps } = useSplitter<HTMLElement>({
    orientation: 'vertical',
    panels: [
      { defaultSize: 100 - size, min: 100 - DRAWER_MAX },
      { defaultSize: size, min: DRAWER_MIN },
    ],
    sizes: [100 - size, size],
    onSizeChange: ([, wanted]) => resizeDrawer(Math.round(Number(wanted))),
    step: 4,
    resetOnDoubleClick: false,
  });
  return (
    <div ref={ref} className={ui.fill} style={{ '--details': `${size}%` } as CSSProperties}>
      <FilterCount view={view} />
      <VirtualRows
        ref={listRef}
        label={TIMELINE.list}
        view={view}
        rowHeight={wide ? ROW_HEIGHT.wide : ROW_HEIGHT.slim}
        opened={row}
        onOpen={onOpen}
        draw={(shown, { index, ...state }) => (
          <TimelineRow
            {...state}
            row={shown}
            client={findClient(shown.entry.clientId)}
            delta={deltaAt(view, index)}
            wide={wide}
            terms={terms}
          />
        )}
        empty={
          view.total === 0 ? (
            TIMELINE.nothingYet
          ) : (
            <>
              {TIMELINE.nothingFits}
              <Button size="compact-sm" variant="default" onClick={clear}>
                {TIMELINE.showEverything}
              </Button>
            </>
          )
        }
      />
      {row && !narrow && (
        <hr
          {...getHandleProps({ index: 0 })}
          className={styles.splitter}
          aria-label={TIMELINE.heightOfDetails}
          aria-valuemin={DRAWER_MIN}
          aria-valuemax={DRAWER_MAX}
          aria-valuenow={size}
        />
      )}
      {row && <Drawer row={row} {...drawer} />}
    </div>
  );
}

/** Milliseconds between an entry and the one whose row stands before it. */
function deltaAt(view: TimelineView, index: number): number | undefined {
  const row = view.at(index);
  const before = view.at(index - 1);
  return row?.kind === 'entry' && before ? row.entry.at - before.entry.at : undefined;
}

const Drawer = memo(function Drawer({ narrow, onClose, ...detail }: DrawerProps): ReactElement {
  const { row, findClient } = detail;
  return (
    <DetailPlace
      title={titleOf(row)}
      where={`${findClient(row.entry.clientId).name}, ${formatTime(row.entry.at)}`}
      badge={<FlawBadge flaw={flawOf(row)} />}
      label={DETAILS.region}
      closeLabel={DETAILS.close}
      onClose={onClose}
      narrow={narrow}
    >
      {/* By its key, so that the row after one that cannot be shown is shown. */}
      <Detail key={row.key} {...detail} />
    </DetailPlace>
  );
});
