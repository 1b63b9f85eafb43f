import { Button } from '@mantine/core';
import { type ReactElement, type Ref, useSyncExternalStore } from 'react';
import { Drawer, type DrawerProps } from './drawer.tsx';
import { FilterCount } from './filter-count.tsx';
import { useTimelineFilter } from './filter-store.ts';
import { freshRow } from './row-entries.ts';
import type { RowFeed } from './row-feed.ts';
import { RowList, type RowListHandle } from './row-list.tsx';
import type { Row } from './rows.ts';

export interface TimelineBodyProps extends Omit<DrawerProps, 'row'> {
  readonly feed: RowFeed;
  readonly listRef: Ref<RowListHandle>;
  readonly opened: Row | undefined;
  readonly onOpen: (row: Row | undefined) => void;
}

/** The part of the timeline that is drawn again with every change of the log: the rows, and the one that is open. */
export function TimelineBody({ feed, listRef, opened, onOpen, ...drawer }: TimelineBodyProps): ReactElement {
  const view = useSyncExternalStore(feed.subscribe, feed.getSnapshot);
  const clearFilter = useTimelineFilter(({ clear }) => clear);
  // A reply may have come since; and what is no longer there is read as it was.
  const row = opened && (freshRow(view, opened) ?? opened);
  return (
    <>
      <FilterCount matching={view.matching} total={view.total} />
      <RowList
        ref={listRef}
        view={view}
        findClient={drawer.findClient}
        opened={row}
        onOpen={onOpen}
        empty={
          view.total === 0 ? (
            'Nothing yet: send an event.'
          ) : (
            <>
              Nothing fits the filter.
              <Button size="compact-sm" variant="default" onClick={clearFilter}>
                Show everything
              </Button>
            </>
          )
        }
      />
      {row && <Drawer row={row} {...drawer} />}
    </>
  );
}
