import { useLayoutEffect, useMemo, useSyncExternalStore } from 'react';
import type { EntrySource } from '../../lib/entry-source.ts';
import type { Filter } from './filter.ts';
import { RowFeed, type RowsView } from './row-feed.ts';

/** The rows of a source that fit the filter. */
export function useRows(source: EntrySource, filter: Filter): RowsView {
  // Another filter is told to the feed, which keeps its rows meanwhile.
  const feed = useMemo(() => new RowFeed(source, filter), [source]);
  useLayoutEffect(() => feed.setFilter(filter), [feed, filter]);
  return useSyncExternalStore(feed.subscribe, feed.getSnapshot);
}
