import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { type ReactElement, useLayoutEffect, useRef, useState } from 'react';
import type { NamedClient } from '../../lib/named-clients.ts';
import type { Row } from './rows.ts';
import styles from './timeline.module.css';
import { TimelineRow } from './timeline-row.tsx';

export interface RowListProps {
  readonly rows: readonly Row[];
  readonly clients: readonly NamedClient[];
  readonly selectedKey: string | undefined;
  readonly onSelect: (key: string | undefined) => void;
  /** Whether nothing was seen at all, so that an empty list is no fault of the filter. */
  readonly isEmpty: boolean;
}

/** Only the rows in sight are in the page. Follows the newest row until someone scrolls up. */
export function RowList({ rows, clients, selectedKey, onSelect, isEmpty }: RowListProps): ReactElement {
  const scroller = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  const [detachedAt, setDetachedAt] = useState<number>();
  const rowHeight = matchMedia('(max-width: 899px)').matches ? 40 : 26;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 10,
  });
  const newestId = rows.at(-1)?.entry.id ?? -1;
  const following = detachedAt === undefined;
  const unseen = following
    ? 0
    : rows.filter((row) => row.kind === 'entry' && row.entry.id > detachedAt).length;

  useLayoutEffect(() => {
    if (following && rows.length > 0) virtualizer.scrollToIndex(rows.length - 1, { align: 'end' });
  }, [following, rows.length, newestId, virtualizer]);

  const isAtEnd = (): boolean => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = scroller.current ?? {};
    return scrollHeight - scrollTop - clientHeight < rowHeight;
  };
  const onScroll = (): void => {
    const top = scroller.current?.scrollTop ?? 0;
    if (isAtEnd()) setDetachedAt(undefined);
    else if (following && top < lastTop.current) setDetachedAt(newestId);
    lastTop.current = top;
  };
  // Once the details are closed, the list is longer, and its end may be in sight again.
  useLayoutEffect(() => {
    if (selectedKey === undefined && isAtEnd()) setDetachedAt(undefined);
  }, [selectedKey]);
  const select = (index: number): void => {
    const row = rows[index];
    if (!row || row.key === selectedKey) {
      onSelect(undefined);
      return;
    }
    // Whoever reads one row does not want it to run away.
    if (following) setDetachedAt(newestId);
    onSelect(row.key);
    // Once the details are open, the list is shorter.
    requestAnimationFrame(() => virtualizer.scrollToIndex(index));
  };
  const goTo = (wanted: number): void => {
    const index = Math.min(rows.length - 1, Math.max(0, wanted));
    if (rows[index]?.key !== selectedKey) select(index);
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"] button`)?.focus(),
    );
  };

  return (
    <div className={styles.rows}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key */}
      <div ref={scroller} className={styles.scroller} onScroll={onScroll} tabIndex={0}>
        {rows.length === 0 ? (
          <p className={styles.empty}>
            {isEmpty ? 'Nothing yet: send an event.' : 'Nothing fits the filter.'}
          </p>
        ) : (
          <ul className={styles.list} style={{ height: virtualizer.getTotalSize() }} aria-label="Timeline">
            {virtualizer.getVirtualItems().map(({ index, key, start, size }) => {
              const row = rows[index];
              if (!row) return null;
              return (
                <li
                  key={key}
                  data-index={index}
                  className={styles.item}
                  style={{ height: size, transform: `translateY(${start}px)` }}
                  aria-setsize={rows.length}
                  aria-posinset={index + 1}
                >
                  <TimelineRow
                    row={row}
                    client={clients.find(({ id }) => id === row.entry.clientId)}
                    selected={row.key === selectedKey}
                    onStep={(step) => goTo(index + step)}
                    onSelect={() => select(index)}
                  />
                </li>
              );
            })}
          </ul>
        )}
      </div>
      {unseen > 0 && (
        <Button
          className={styles.unseen}
          size="compact-xs"
          rightSection={<ArrowDown size={12} aria-hidden />}
          onClick={() => setDetachedAt(undefined)}
        >
          {unseen} new
        </Button>
      )}
    </div>
  );
}
