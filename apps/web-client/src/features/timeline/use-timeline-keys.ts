import { useHotkeys } from '@mantine/hooks';
import type { RefObject } from 'react';

export interface TimelineKeys {
  readonly pause: () => void;
  readonly step: (by: 1 | -1) => void;
  readonly resend: () => void;
  readonly load: () => void;
  readonly diff: () => void;
  readonly close: () => void;
}

/** The timeline's keys: while it is in sight, nobody types, and no dialog or menu is open. */
export function useTimelineKeys(root: RefObject<HTMLElement | null>, keys: TimelineKeys): void {
  const whenHeard =
    (act: () => void) =>
    ({ target }: KeyboardEvent): void => {
      const isElsewhere = target instanceof Element && target.closest('[role="dialog"], [role="menu"]');
      if (!isElsewhere && root.current?.checkVisibility()) act();
    };
  useHotkeys([
    ['p', whenHeard(keys.pause)],
    ['j', whenHeard(() => keys.step(1))],
    ['k', whenHeard(() => keys.step(-1))],
    ['r', whenHeard(keys.resend)],
    ['e', whenHeard(keys.load)],
    ['d', whenHeard(keys.diff)],
    ['Escape', whenHeard(keys.close), { preventDefault: false }],
  ]);
}
