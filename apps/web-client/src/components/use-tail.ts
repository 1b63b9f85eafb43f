import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';

/** Rows at a moment. */
export interface RowsView<Row> {
  readonly length: number;
  /** How many rows went at the front so far, to make room. */
  readonly gone: number;
  /** Another one where the rows are others altogether. */
  readonly under: unknown;
  at(index: number): Row | undefined;
  /** The place of a row; -1 if it is not shown. */
  indexOfRow(row: Row): number;
}

interface TailOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly view: RowsView<unknown>;
  readonly rowHeight: number;
  /** After a change of this the list may be longer, and its end in sight again. */
  readonly settled: unknown;
}

interface Tail {
  /** How many rows came since the list stopped following; 0 while it follows. */
  readonly unseen: number;
  readonly onScroll: () => void;
  readonly detach: () => void;
  readonly follow: () => void;
  /** To be called before the list is scrolled for a reader: that it may end up at the end is no wish to follow. */
  readonly holdStill: () => void;
}

/** Milliseconds in which a scroll is taken for the one that was announced. */
const SCROLL_TIME = 150;

/** Keeps the newest row in sight until someone scrolls up; then keeps what they read where it is, whatever goes before it. */
export function useTail({ scroller, view, rowHeight, settled }: TailOptions): Tail {
  /** How many rows there had been when it stopped following. */
  const [detachedAt, setDetachedAt] = useState<number>();
  const lastTop = useRef(0);
  const shownHeight = useRef(0);
  const last = useRef(view);
  const stillUntil = useRef(0);
  const following = detachedAt === undefined;
  const isFollowing = useRef(following);
  isFollowing.current = following;

  const isAtEnd = useCallback((): boolean => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = scroller.current ?? {};
    return scrollHeight - scrollTop - clientHeight < rowHeight;
  }, [scroller, rowHeight]);
  const detach = useCallback(() => setDetachedAt((at) => at ?? endOf(last.current)), []);
  const follow = useCallback(() => setDetachedAt(undefined), []);

  useLayoutEffect(() => {
    const list = scroller.current;
    const { gone, under } = last.current;
    last.current = view;
    if (!list) return;
    if (following) list.scrollTop = view.length * rowHeight;
    else if (under === view.under) list.scrollTop -= (view.gone - gone) * rowHeight;
    else setDetachedAt(endOf(view));
  }, [scroller, view, rowHeight, following]);
  // What is read stays in sight where rows become higher or lower.
  const lastHeight = useRef(rowHeight);
  useLayoutEffect(() => {
    const list = scroller.current;
    if (list && !isFollowing.current) list.scrollTop *= rowHeight / lastHeight.current;
    lastHeight.current = rowHeight;
  }, [scroller, rowHeight]);
  // A list that was hidden could not be scrolled meanwhile; one that became lower shows another part.
  useLayoutEffect(() => {
    const list = scroller.current;
    if (!list) return;
    const observer = new ResizeObserver(() => {
      shownHeight.current = list.clientHeight;
      if (isFollowing.current) list.scrollTop = list.scrollHeight;
    });
    observer.observe(list);
    return () => observer.disconnect();
  }, [scroller]);
  // Whether anything is open decides how long the list is.
  useLayoutEffect(() => {
    if (settled === undefined && isAtEnd()) follow();
  }, [settled, isAtEnd, follow]);

  const onScroll = (): void => {
    const { scrollTop: top = 0, clientHeight = 0 } = scroller.current ?? {};
    // A list that hides, or just comes back, is not scrolled by a user.
    if (clientHeight === 0 || clientHeight !== shownHeight.current) return;
    if (isAtEnd()) {
      if (performance.now() > stillUntil.current) follow();
    } else if (following && top < lastTop.current) detach();
    lastTop.current = top;
  };
  const holdStill = (): void => {
    stillUntil.current = performance.now() + SCROLL_TIME;
  };
  const unseen = following ? 0 : Math.max(0, endOf(view) - detachedAt);
  return { unseen, onScroll, detach, follow, holdStill };
}

function endOf({ gone, length }: RowsView<unknown>): number {
  return gone + length;
}
