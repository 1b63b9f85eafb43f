import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { RowsView } from './row-feed.ts';

interface TailOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly view: RowsView;
  readonly rowHeight: number;
  /** After a change of this the list may be longer, and its end in sight again. */
  readonly settled: unknown;
}

export interface Tail {
  /** How many entries came since the list stopped following; 0 while it follows. */
  readonly unseen: number;
  readonly onScroll: () => void;
  /** Stops following the newest row. */
  readonly detach: () => void;
  /** Goes to the newest row, and stays there. */
  readonly follow: () => void;
  /** To be called before the list is scrolled for a reader: that it may end up at the end is no wish to follow. */
  readonly holdStill: () => void;
}

/** Milliseconds in which a scroll is taken for the one that was announced. */
const SCROLL_TIME = 150;

/** Keeps the newest row in sight until someone scrolls up; then keeps what they read where it is, whatever goes before it. */
export function useTail({ scroller, view, rowHeight, settled }: TailOptions): Tail {
  const [detachedAt, setDetachedAt] = useState<number>();
  const lastTop = useRef(0);
  const shownHeight = useRef(0);
  const last = useRef(view);
  const following = detachedAt === undefined;
  const newestId = view.at(view.length - 1)?.entry.id ?? -1;
  const newest = useRef(newestId);
  const stillUntil = useRef(0);

  const isAtEnd = useCallback((): boolean => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = scroller.current ?? {};
    return scrollHeight - scrollTop - clientHeight < rowHeight;
  }, [scroller, rowHeight]);
  const detach = useCallback(() => setDetachedAt((id) => id ?? newest.current), []);
  const follow = useCallback(() => setDetachedAt(undefined), []);
  const holdStill = useCallback(() => {
    stillUntil.current = performance.now() + SCROLL_TIME;
  }, []);

  useLayoutEffect(() => {
    const list = scroller.current;
    const { gone, under } = last.current;
    last.current = view;
    newest.current = newestId;
    if (!list) return;
    if (following) list.scrollTop = view.length * rowHeight;
    else if (under === view.under) list.scrollTop -= (view.gone - gone) * rowHeight;
  }, [scroller, view, rowHeight, following, newestId]);
  // What is read stays in sight where rows become higher or lower.
  const lastHeight = useRef(rowHeight);
  useLayoutEffect(() => {
    const list = scroller.current;
    if (list && !following) list.scrollTop *= rowHeight / lastHeight.current;
    lastHeight.current = rowHeight;
  }, [scroller, rowHeight]);
  // A list that was hidden could not be scrolled meanwhile; one that became lower shows another part.
  const isFollowing = useRef(following);
  isFollowing.current = following;
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
  const unseen = following ? 0 : countEntriesAfter(view, detachedAt);
  return { unseen, onScroll, detach, follow, holdStill };
}

function countEntriesAfter(view: RowsView, id: number): number {
  let count = 0;
  for (let index = view.indexOf(id + 1); index < view.length; index++)
    if (view.at(index)?.kind === 'entry') count += 1;
  return count;
}
