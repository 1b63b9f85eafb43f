import { useMergedRef, useScroller } from '@mantine/hooks';
import { type RefCallback, useEffect, useRef } from 'react';

export interface ScrolledRow {
  readonly isCut: boolean;
  /** For the element of the row, which has the class `scrolledRow` of ui.module.css. */
  readonly props: {
    readonly ref: RefCallback<HTMLElement>;
    readonly 'data-cut-start': boolean | undefined;
    readonly 'data-cut-end': boolean | undefined;
  };
}

/** The room that stays beside the item, in CSS pixels: a row may fade out where it is cut. */
const FADE = 32;

/**
 * A row whose items scroll sideways where they do not fit. It keeps the picked item in sight, which `selector` finds:
 * when another is picked, and when the row or the item changes its width.
 */
export function useScrolledRow(picked: string, selector: string): ScrolledRow {
  const row = useRef<HTMLElement>(null);
  const { ref, canScrollStart, canScrollEnd } = useScroller<HTMLElement>({ draggable: false });
  useEffect(() => {
    const list = row.current;
    const item = list?.querySelector<HTMLElement>(selector);
    if (!list || !item) return;
    const observer = new ResizeObserver(() => {
      // Not scrollIntoView, after which the next Tab key would start here. The first and the last have no fade beside them.
      const start = item.offsetLeft - FADE;
      const end = item.offsetLeft + item.offsetWidth + FADE - list.clientWidth;
      list.scrollLeft = Math.min(start, Math.max(end, list.scrollLeft));
    });
    observer.observe(list);
    observer.observe(item);
    return () => observer.disconnect();
  }, [picked, selector]);
  return {
    isCut: canScrollStart || canScrollEnd,
    props: {
      ref: useMergedRef(row, ref),
      'data-cut-start': canScrollStart || undefined,
      'data-cut-end': canScrollEnd || undefined,
    },
  };
}
