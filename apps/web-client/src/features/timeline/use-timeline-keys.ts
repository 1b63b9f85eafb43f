import { useHotkeys } from '@mantine/hooks';
import type { RefObject } from 'react';
import { useLetterKeys } from '../../lib/use-letter-keys.ts';

export interface TimelineKeys {
  readonly pause: () => void;
  readonly step: (by: 1 | -1) => void;
  readonly resend: () => void;
  readonly load: () => void;
  readonly diff: () => void;
  readonly close: () => void;
}

/** The timeline's keys: while it is in sight. */
export function useTimelineKeys(root: RefObject<HTMLElement | null>, keys: TimelineKeys): void {
  const inSight = (act: () => void) => (): void => {
    if (root.current?.checkVisibility()) act();
  };
  useLetterKeys({
    p: inSight(keys.pause),
    j: inSight(() => keys.step(1)),
    k: inSight(() => keys.step(-1)),
    r: inSight(keys.resend),
    e: inSight(keys.load),
    d: inSight(keys.diff),
  });
  const onEscape = ({ target }: KeyboardEvent): void => {
    const isElsewhere = target instanceof Element && target.closest('[role="dialog"], [role="menu"]');
    if (!isElsewhere && root.current?.checkVisibility()) keys.close();
  };
  useHotkeys([['Escape', onEscape, { preventDefault: false }]]);
}
