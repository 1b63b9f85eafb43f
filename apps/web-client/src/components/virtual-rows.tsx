import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import {
  type CSSProperties,
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
import { PARTS } from '../texts/shell.ts';
import ui from './ui.module.css';
import { type RowsView, useTail } from './use-tail.ts';
import styles from './virtual-rows.module.css';

export interface VirtualRowsHandle {
  /** Goes to the row before (-1) or after (1) the current one, and gives it the focus. */
  step(by: 1 | -1): void;
  /** Gives the current row the focus, or the list where no row is current or in the page. */
  focus(): void;
  openFirst(): void;
}

export interface RowState<Row> {
  readonly index: number;
  readonly opened: boolean;
  /** Whether Tab leads to it. */
  readonly current: boolean;
  /** Opens its details, or closes them. Always the same function for the same opened row. */
  readonly onPress: (row: Row) => void;
}

export interface VirtualRowsProps<Row> {
  readonly ref?: Ref<VirtualRowsHandle>;
  readonly label: string;
  readonly view: RowsView<Row>;
  readonly rowHeight: number;
  readonly opened: Row | undefined;
  readonly onOpen: (row: Row | undefined) => void;
  /** Draws a row: one button. */
  readonly draw: (row: Row, state: RowState<Row>) => ReactNode;
  /** Stands above the rows and stays in sight, on a ground of its own. */
  readonly head?: ReactNode;
  readonly minWidth?: CSSProperties['minWidth'];
  readonly empty: ReactNode;
}

/** Only the rows in sight are in the page. Follows the newest row until someone scrolls up or picks one. */
export function VirtualRows<Row extends { readonly key: string }>(
  props: VirtualRowsProps<Row>,
): ReactElement {
  const { ref, label, view, rowHeight, opened, onOpen, draw, head, minWidth, empty } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<Row>();
  const openedKey = opened?.key;
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
    scrollPaddingEnd: head ? rowHeight : 0,
  });
  // It keeps the heights that it asked for first.
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);

  const onPress = useCallback(
    (row: Row): void => {
      // A reader of one row needs it to stay in place.
      detach();
      setCurrent(row);
      onOpen(row.key === openedKey ? undefined : row);
    },
    [detach, onOpen, openedKey],
  );
  const scrollTo = (index: number): void => {
    holdStill();
    virtualizer.scrollToIndex(index);
  };
  // Only once it was opened, when the list is shorter than before.
  useLayoutEffect(() => {
    const index = opened ? view.indexOfRow(opened) : -1;
    if (index === -1) return;
    detach();
    scrollTo(index);
  }, [openedKey]);
  /** Whether the row is in the page. */
  const focusRow = (index: number): boolean => {
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"] button`);
    row?.focus();
    return row !== undefined && row !== null;
  };
  /** At once, or the next key goes elsewhere; a row far away takes some frames to be in the page. */
  const focusSoon = (index: number, frames = 10): void => {
    if (!focusRow(index) && frames > 0) requestAnimationFrame(() => focusSoon(index, frames - 1));
  };
  const goTo = (wanted: number, opens = opened !== undefined): void => {
    const index = Math.min(view.length - 1, Math.max(0, wanted));
    const row = view.at(index);
    if (!row) return;
    detach();
    setCurrent(row);
    if (opens) onOpen(row);
    scrollTo(index);
    focusSoon(index);
  };
  const currentIndex = (): number => {
    const row = current ?? opened;
    return row ? view.indexOfRow(row) : -1;
  };
  const step = (by: 1 | -1): void => {
    const index = currentIndex();
    goTo(index === -1 ? view.length - 1 : index + by);
  };
  const focus = (): void => {
    if (!focusRow(currentIndex())) scroller.current?.focus();
  };
  useImperativeHandle(ref, () => ({ step, focus, openFirst: () => goTo(0, true) }));

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
          <div className={ui.empty}>{empty}</div>
        ) : (
          <div style={{ minWidth }}>
            {head}
            <ul className={styles.list} style={{ height: view.length * rowHeight }} aria-label={label}>
              {virtualizer.getVirtualItems().map(({ index, start, size }) => {
                const row = view.at(index);
                return (
                  row && (
                    <li
                      key={row.key}
                      data-index={index}
                      className={styles.item}
                      style={{ height: size, transform: `translateY(${start}px)` }}
                      aria-setsize={view.length}
                      aria-posinset={index + 1}
                    >
                      {draw(row, {
                        index,
                        opened: row.key === openedKey,
                        current: row.key === current?.key,
                        onPress,
                      })}
                    </li>
                  )
                );
              })}
            </ul>
          </div>
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
          {PARTS.more(unseen)}
        </Button>
      )}
    </div>
  );
}
