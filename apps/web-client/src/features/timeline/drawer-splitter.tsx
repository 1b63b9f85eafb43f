import { ownValue } from '@switchboard/contract';
import type { KeyboardEvent, PointerEvent, ReactElement } from 'react';
import styles from './drawer.module.css';
import { DRAWER_MAX, DRAWER_MIN, useDrawerSize } from './drawer-size.ts';

const STEP = 4;

/** The line between rows and drawer: dragged, or moved by the arrow keys, Home and End. */
export function DrawerSplitter(): ReactElement {
  const { size, resize } = useDrawerSize();
  const onKeyDown = (event: KeyboardEvent): void => {
    const moves: Readonly<Record<string, number>> = {
      ArrowUp: size + STEP,
      ArrowDown: size - STEP,
      Home: DRAWER_MAX,
      End: DRAWER_MIN,
    };
    const wanted = ownValue(moves, event.key);
    if (wanted === undefined) return;
    event.preventDefault();
    resize(wanted);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    const { currentTarget: line, pointerId, clientY } = event;
    if (!line.hasPointerCapture(pointerId)) return;
    const room = line.parentElement?.parentElement?.getBoundingClientRect();
    if (room && room.height > 0) resize(((room.bottom - clientY) / room.height) * 100);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved; a separator that takes the focus can
    <div
      role="separator"
      className={styles.splitter}
      aria-label="Height of the details"
      aria-orientation="horizontal"
      aria-valuemin={DRAWER_MIN}
      aria-valuemax={DRAWER_MAX}
      aria-valuenow={size}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
    />
  );
}
