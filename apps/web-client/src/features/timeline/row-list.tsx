import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import {
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  type Ref,
  useCallback,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { FindClient } from './row-client.ts';
import type { RowsView } from './row-feed.ts';
import styles from './row-list.module.css';
import type { Row } from './rows.ts';
import { TimelineRow } from './timeline-row.tsx';
import { useTail } from './use-tail.ts';

export interface RowListHandle {
  /** Goes to the row before (-1) or after (1) the current one, and gives it the focus. */
  step(by: 1 | -1): void;
  /** Gives the current row the focus. */
  focus(): void;
}

export interface RowListProps {
  readonly ref: Ref<RowListHandle>;
  readonly view: RowsView;
  readonly findClient: FindClient;
  /** The row whose details are open. */
  readonly opened: Row | undefined;
  readonly onOpen: (row: Row | undefined) => void;
  /** What stands in place of no rows. */
  readonly empty: ReactNode;
}

const NARROW = '(max-width: 899px)';

/** Only the rows in sight are in the page. Follows the newest row until someone scrolls up or picks one. */
export function RowList({ ref, view, findClient, opened, onOpen, empty }: RowListProps): ReactElement {
  const scroller = useRef<HTMLDivElement>(null);
  const [currentKey, setCurrentKey] = useState<string>();
  const rowHeight = matchMedia(NARROW).matches ? 44 : 26;
  const { unseen, onScroll, detach, follow, holdStill } = useTail({
    scroller,
    view,
    rowHeight,
    settled: opened,
  });
  // Keys are places here: rows that go at the front must not make it measure all others again.
  const virtualizer = useVirtualizer({
    count: view.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });

  const toggle = useCallback(
    (row: Row): void => {
      // A reader of one row needs it to stay in place.
      detach();
      setCurrentKey(row.key);
      onOpen(row.key === opened?.key ? undefined : row);
    },
    [detach, onOpen, opened?.key],
  );
  const openedKey = opened?.key;
  // Only once it was opened, when the list is shorter than before.
  useLayoutEffect(() => {
    const index = placeOf(view, openedKey);
    if (index === -1) return;
    holdStill();
    virtualizer.scrollToIndex(index);
  }, [openedKey]);
  const goTo = (wanted: number): void => {
    const index = Math.min(view.length - 1, Math.max(0, wanted));
    const row = view.at(index);
    if (!row) return;
    detach();
    setCurrentKey(row.key);
    if (opened) onOpen(row);
    holdStill();
    virtualizer.scrollToIndex(index);
    // At once, or the next key goes elsewhere; a row far away is not in the page before the next paint.
    if (!focusRow(index)) requestAnimationFrame(() => focusRow(index));
  };
  /** Whether the row is in the page. */
  const focusRow = (index: number): boolean => {
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"] button`);
    row?.focus();
    return row !== undefined && row !== null;
  };
  const currentIndex = (): number => placeOf(view, currentKey ?? opened?.key);
  const step = (by: 1 | -1): void => {
    const index = currentIndex();
    goTo(index === -1 ? view.length - 1 : index + by);
  };
  useImperativeHandle(ref, () => ({ step, focus: () => void focusRow(currentIndex()) }));

  const onKeyDown = (event: KeyboardEvent): void => {
    const move = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      Home: () => goTo(0),
      End: () => goTo(view.length),
    };
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(move, event.key)) return;
    event.preventDefault();
    move[event.key as keyof typeof move]();
  };

  return (
    <div className={styles.rows}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: its rows are buttons; their arrow keys arrive here */}
      <div ref={scroller} className={styles.scroller} onScroll={onScroll} onKeyDown={onKeyDown} tabIndex={0}>
        {view.length === 0 ? (
          <div className={styles.empty}>{empty}</div>
        ) : (
          <ul className={styles.list} style={{ height: view.length * rowHeight }} aria-label="Timeline">
            {virtualizer.getVirtualItems().map(({ index, start, size }) => {
              const row = view.at(index);
              if (!row) return null;
              return (
                <li
                  key={row.key}
                  data-index={index}
                  className={styles.item}
                  style={{ height: size, transform: `translateY(${start}px)` }}
                  aria-setsize={view.length}
                  aria-posinset={index + 1}
                >
                  <TimelineRow
                    row={row}
                    client={findClient(row.entry.clientId)}
                    delta={deltaAt(view, index)}
                    opened={row.key === opened?.key}
                    current={row.key === currentKey}
                    onPress={toggle}
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
          onClick={follow}
        >
          {unseen.toLocaleString('en')} new
        </Button>
      )}
    </div>
  );
}

/** Milliseconds between an entry and the one whose row stands before it. */
function deltaAt(view: RowsView, index: number): number | undefined {
  const row = view.at(index);
  const before = view.at(index - 1);
  return row?.kind === 'entry' && before ? row.entry.at - before.entry.at : undefined;
}

function placeOf(view: RowsView, key: string | undefined): number {
  if (key === undefined) return -1;
  const first = view.indexOf(Number.parseInt(key, 10));
  for (const index of [first, first + 1]) if (view.at(index)?.key === key) return index;
  return -1;
}
