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
import { TIMELINE } from '../../texts/timeline.ts';
import type { Term } from './filter-text.ts';
import type { FindClient } from './row-client.ts';
import { placeOf, type RowsView } from './row-feed.ts';
import styles from './row-list.module.css';
import type { Row } from './rows.ts';
import { TimelineRow } from './timeline-row.tsx';
import { useTail } from './use-tail.ts';

export interface RowListHandle {
  /** Goes to the row before (-1) or after (1) the current one, and gives it the focus. */
  step(by: 1 | -1): void;
  /** Gives the current row the focus, or the list where no row is current or in the page. */
  focus(): void;
  focusList(): void;
  /** Opens the first row and gives it the focus. */
  openFirst(): void;
}

export interface RowListProps {
  readonly ref: Ref<RowListHandle>;
  readonly view: RowsView;
  readonly findClient: FindClient;
  /** The row whose details are open. */
  readonly opened: Row | undefined;
  readonly onOpen: (row: Row | undefined) => void;
  /** Whether the content of a row stands on a line of its own. */
  readonly wide: boolean;
  /** What is searched for. */
  readonly terms: readonly Term[];
  /** Stands in the place of the rows where there are none. */
  readonly empty: ReactNode;
}

const ROW_HEIGHT = { wide: 44, slim: 26 };

/** Only the rows in sight are in the page. Follows the newest row until someone scrolls up or picks one. */
export function RowList(props: RowListProps): ReactElement {
  const { ref, view, findClient, opened, onOpen, wide, terms, empty } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<Row>();
  const rowHeight = wide ? ROW_HEIGHT.wide : ROW_HEIGHT.slim;
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
  // It keeps the heights that it asked for first.
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);

  const toggle = useCallback(
    (row: Row): void => {
      // A reader of one row needs it to stay in place.
      detach();
      setCurrent(row);
      onOpen(row.key === opened?.key ? undefined : row);
    },
    [detach, onOpen, opened?.key],
  );
  const openedKey = opened?.key;
  // Only once it was opened, when the list is shorter than before.
  useLayoutEffect(() => {
    const index = placeOf(view, opened);
    if (index === -1) return;
    holdStill();
    virtualizer.scrollToIndex(index);
  }, [openedKey]);
  const goTo = (wanted: number, opens = false): void => {
    const index = Math.min(view.length - 1, Math.max(0, wanted));
    const row = view.at(index);
    if (!row) return;
    detach();
    setCurrent(row);
    if (opened || opens) onOpen(row);
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
  const currentIndex = (): number => placeOf(view, current ?? opened);
  const step = (by: 1 | -1): void => {
    const index = currentIndex();
    goTo(index === -1 ? view.length - 1 : index + by);
  };
  const focusList = (): void => scroller.current?.focus();
  const focus = (): void => {
    if (!focusRow(currentIndex())) focusList();
  };
  useImperativeHandle(ref, () => ({ step, focus, focusList, openFirst: () => goTo(0, true) }));

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
          <ul className={styles.list} style={{ height: view.length * rowHeight }} aria-label={TIMELINE.list}>
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
                    current={row.key === current?.key}
                    wide={wide}
                    terms={terms}
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
          onClick={() => {
            follow();
            focus();
          }}
        >
          {TIMELINE.more(unseen)}
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
