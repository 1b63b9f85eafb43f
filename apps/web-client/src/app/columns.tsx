import { useSplitter } from '@mantine/hooks';
import type { CSSProperties, KeyboardEvent, ReactElement, ReactNode } from 'react';
import { DEFAULT_WIDTHS, fitRooms, MIN_WIDTHS, SPLITTERS } from './fit-rooms.ts';
import { useLayout } from './layout-store.ts';
import styles from './rooms.module.css';
import { useWindowWidth } from './use-window-width.ts';

export interface RoomsProps {
  readonly events: ReactNode;
  readonly compose: ReactNode;
  readonly side: ReactNode;
}

/** The three rooms side by side, with a splitter between each two; one at a time on a narrow screen. */
export function Rooms({ events, compose, side }: RoomsProps): ReactElement {
  const windowWidth = useWindowWidth();
  const { widths, resize } = useLayout();
  const fitted = fitRooms(widths, windowWidth);
  const { ref, getHandleProps } = useSplitter<HTMLElement>({
    panels: [
      { defaultSize: px(fitted.events), min: px(MIN_WIDTHS.events) },
      { defaultSize: px(fitted.compose), min: px(MIN_WIDTHS.compose) },
      // The one without a fixed size takes what is left.
      { defaultSize: 100, min: px(MIN_WIDTHS.side) },
    ],
    sizes: [px(fitted.events), px(fitted.compose), 100],
    onSizeChange: ([first, second]) => resize({ events: toNumber(first), compose: toNumber(second) }),
    redistribute: 'nearest',
    step: '10px',
    shiftStep: '50px',
    resetOnDoubleClick: false,
  });

  const splitter = (index: 0 | 1): ReactElement => {
    const room = index === 0 ? 'events' : 'compose';
    const { onKeyDown, ...handle } = getHandleProps({ index });
    const reset = (): void => resize({ [room]: DEFAULT_WIDTHS[room] });
    const others = index === 0 ? MIN_WIDTHS.compose : fitted.events;
    return (
      <hr
        {...handle}
        className={styles.splitter}
        aria-label={index === 0 ? 'Width of the events' : 'Width of the composer'}
        aria-controls={`room-${room}`}
        aria-valuemax={windowWidth - others - MIN_WIDTHS.side - SPLITTERS}
        title="Drag, or use the arrow keys; double click or Enter resets"
        onKeyDown={(event: KeyboardEvent) => (event.key === 'Enter' ? reset() : onKeyDown(event))}
        onDoubleClick={reset}
      />
    );
  };

  const columns = { '--events': px(fitted.events), '--compose': px(fitted.compose) } as CSSProperties;
  return (
    <main ref={ref} className={styles.rooms} style={columns}>
      <div id="room-events" className={styles.room} data-room="events">
        {events}
      </div>
      {splitter(0)}
      <section id="room-compose" className={styles.room} data-room="compose" aria-label="Compose">
        {compose}
      </section>
      {splitter(1)}
      <section className={styles.room} data-room="side" aria-label="What happens">
        {side}
      </section>
    </main>
  );
}

function px(width: number): `${number}px` {
  return `${width}px`;
}

function toNumber(size: string | number | undefined): number {
  return Math.round(Number.parseFloat(String(size)));
}
