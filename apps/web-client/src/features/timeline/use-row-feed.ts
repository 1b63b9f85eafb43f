import { useLayoutEffect, useMemo } from 'react';
import type { EntrySource } from '../../lib/entry-source.ts';
import type { Filter } from './filter.ts';
import { RowFeed } from './row-feed.ts';

/** The rows of a source that fit the filter. Who shows them subscribes to them. */
export function useRowFeed(source: EntrySource, filter: Filter): RowFeed {
  // The feed gets another filter by `setFilter`, and keeps its rows meanwhile.
  const feed = useMemo(() => new RowFeed(source, filter), [source]);
  useLayoutEffect(() => feed.setFilter(filter), [feed, filter]);
  return feed;
}
