import { Button } from '@mantine/core';
import { useSplitter } from '@mantine/hooks';
import { type CSSProperties, type ReactElement, type RefObject, useMemo, useSyncExternalStore } from 'react';
import { TIMELINE } from '../../texts/timeline.ts';
import styles from './drawer.module.css';
import { Drawer, type DrawerProps } from './drawer.tsx';
import { FilterCount } from './filter-bar.tsx';
import { useTimelineFilter } from './filter-store.ts';
import { parseQuery } from './filter-text.ts';
import { freshRow, type RowFeed } from './row-feed.ts';
import { RowList, type RowListHandle } from './row-list.tsx';
import type { Row } from './rows.ts';
import { DRAWER_MAX, DRAWER_MIN, useTimelineView } from './view-store.ts';

export interface TimelineBodyProps extends Omit<DrawerProps, 'row'> {
  readonly feed: RowFeed;
  readonly listRef: RefObject<RowListHandle | null>;
  readonly opened: Row | undefined;
  readonly onOpen: (row: Row | undefined) => void;
}

/** The part of the timeline that is drawn again with every change of the log: the rows, and the one that is open. */
export function TimelineBody({ feed, listRef, opened, onOpen, ...drawer }: TimelineBodyProps): ReactElement {
  const view = useSyncExternalStore(feed.subscribe, feed.getSnapshot);
  const { filter, clear } = useTimelineFilter();
  const { drawer: size, wideRows, resizeDrawer } = useTimelineView();
  const { terms } = useMemo(() => parseQuery(filter.text), [filter.text]);
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
  // The button that was pressed goes with the filter.
  const clearFilter = (): void => {
    clear();
    listRef.current?.focusList();
  };
  return (
    <div
      ref={ref}
      className={styles.split}
      style={{ '--drawer': `${size}%` } as CSSProperties}
      data-rows-and-details
    >
      <FilterCount matching={view.matching} total={view.total} onClear={clearFilter} />
      <RowList
        ref={listRef}
        view={view}
        findClient={drawer.findClient}
        opened={row}
        onOpen={onOpen}
        wide={drawer.narrow || wideRows}
        terms={terms}
        empty={
          view.total === 0 ? (
            TIMELINE.nothingYet
          ) : (
            <>
              {TIMELINE.nothingFits}
              <Button size="compact-sm" variant="default" onClick={clearFilter}>
                {TIMELINE.showEverything}
              </Button>
            </>
          )
        }
      />
      {row && !drawer.narrow && (
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
