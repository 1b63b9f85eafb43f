import { useVirtualizer } from '@tanstack/react-virtual';
import { Server } from 'lucide-react';
import { type CSSProperties, type ReactElement, useLayoutEffect, useRef } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import { ClientDot } from '../../components/client-dot.tsx';
import { SEQUENCE } from '../../texts/sequence.ts';
import { ArrowRow } from './arrow-row.tsx';
import type { Arrow } from './arrows.ts';
import styles from './sequence.module.css';

export interface SequenceDiagramProps {
  readonly arrows: readonly Arrow[];
  readonly clients: readonly NamedClient[];
  readonly selectedKey: string | undefined;
  readonly onSelect: (key: string | undefined) => void;
  /** Whether the time stands below the event. */
  readonly narrow: boolean;
}

const HEADS_HEIGHT = 28;

/** Lifelines side by side, and the arrows between them. Stays at the newest while its end is in sight. */
export function SequenceDiagram({
  arrows,
  clients,
  selectedKey,
  onSelect,
  narrow,
}: SequenceDiagramProps): ReactElement {
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const rowHeight = narrow ? 52 : 38;
  const virtualizer = useVirtualizer({
    count: arrows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => arrows[index]?.key ?? index,
    overscan: 8,
    // The list begins below the heads, which stay in sight.
    scrollPaddingEnd: HEADS_HEIGHT,
  });
  // It keeps the heights that it asked for first.
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  const newestKey = arrows.at(-1)?.key;
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [newestKey, arrows.length, rowHeight]);

  const selectedIndex = arrows.findIndex(({ key }) => key === selectedKey);
  const isSelected = selectedIndex >= 0;
  // A reader of one arrow needs it to stay in place, and not to be covered by what opens below.
  useLayoutEffect(() => {
    if (!isSelected) return;
    atEnd.current = false;
    const frame = requestAnimationFrame(() => virtualizer.scrollToIndex(selectedIndex));
    return () => cancelAnimationFrame(frame);
  }, [selectedKey]);

  const onScroll = (): void => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = scroller.current ?? {};
    atEnd.current = scrollHeight - scrollTop - clientHeight < rowHeight;
  };
  const goTo = (wanted: number): void => {
    const index = Math.min(arrows.length - 1, Math.max(0, wanted));
    onSelect(arrows[index]?.key);
    virtualizer.scrollToIndex(index);
    // At once, or the next key goes elsewhere; a row far away takes a frame to be scrolled into the page, and one to be drawn.
    if (!focusRow(index)) requestAnimationFrame(() => requestAnimationFrame(() => focusRow(index)));
  };
  /** Whether the row is in the page. */
  const focusRow = (index: number): boolean => {
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"] button`);
    row?.focus();
    return row !== undefined && row !== null;
  };

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key
    <div ref={scroller} className={styles.scroller} onScroll={onScroll} tabIndex={0}>
      <div className={styles.canvas} style={{ '--lanes': clients.length + 1 } as CSSProperties}>
        <div className={styles.heads} aria-hidden>
          <span className={styles.headsTitle}>{SEQUENCE.heads}</span>
          {clients.map(({ id, name, hue }) => (
            <span key={id} className={styles.laneName} title={name}>
              <ClientDot hue={hue} />
              <span className={styles.laneText}>{name}</span>
            </span>
          ))}
          <span className={styles.laneName}>
            <Server size={13} /> <span className={styles.laneText}>{SEQUENCE.server}</span>
          </span>
        </div>
        <ul className={styles.list} style={{ height: virtualizer.getTotalSize() }} aria-label={SEQUENCE.list}>
          {virtualizer.getVirtualItems().map(({ index, key, start, size }) => {
            const arrow = arrows[index];
            if (!arrow) return null;
            return (
              <li
                key={key}
                data-index={index}
                className={styles.item}
                style={{ height: size, transform: `translateY(${start}px)` }}
                aria-setsize={arrows.length}
                aria-posinset={index + 1}
              >
                <ArrowRow
                  arrow={arrow}
                  clients={clients}
                  selected={arrow.key === selectedKey}
                  onSelect={() => onSelect(arrow.key === selectedKey ? undefined : arrow.key)}
                  onStep={(step) => goTo(index + step)}
                />
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}
