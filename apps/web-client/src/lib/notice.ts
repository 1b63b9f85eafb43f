import { notifications } from '@mantine/notifications';
import { createElement, type FocusEvent } from 'react';
import { NoticeBody } from '../components/notice-body.tsx';

/** What just happened, in a sentence. */
export interface Notice {
  readonly text: string;
  /** `bad` for what failed: it is announced at once and stays longer. @default 'neutral' */
  readonly tone?: 'neutral' | 'bad';
  /** Takes it back; the notice closes. */
  readonly undo?: () => void;
  /** A notice replaces one with the same id. @default its text */
  readonly id?: string;
  /** It closed: by itself, by hand or because it was taken back. */
  readonly onClose?: () => void;
}

/** Milliseconds; the time stops while the notice has the pointer or the focus. */
const SHOWN = { neutral: 6_000, bad: 10_000, undo: 15_000 };

/** Shows a notice, which closes itself. `undefined` closes all of them. */
export function tell(notice: Notice | undefined): void {
  if (!notice) {
    notifications.clean();
    return;
  }
  const { text, tone = 'neutral', undo, id = text, onClose } = notice;
  const takeBack = (): void => {
    closeNotice(id);
    undo?.();
  };
  const shown = {
    id,
    message: createElement(NoticeBody, { text, undo: undo && takeBack }),
    autoClose: undo ? SHOWN.undo : SHOWN[tone],
    color: tone === 'bad' ? 'red' : 'accent',
    role: tone === 'bad' ? 'alert' : 'group',
    withBorder: true,
    closeButtonProps: { 'aria-label': 'Close the notice' },
    onClose: () => {
      giveFocusBack();
      onClose?.();
    },
    onFocusCapture: ({ relatedTarget }: FocusEvent) => {
      if (!isInNotice(relatedTarget)) focusBefore = relatedTarget;
      notifications.update({ ...shown, autoClose: false });
    },
    onBlurCapture: () => notifications.update(shown),
  };
  notifications.update(shown);
  notifications.show(shown);
}

/** Closes a notice that no longer applies. */
export function closeNotice(id: string): void {
  notifications.hide(id);
}

/** What had the focus before a notice got it. */
let focusBefore: EventTarget | null = null;

/** Of a notice that closes while it has the focus, which would fall to the page. */
function giveFocusBack(): void {
  if (isInNotice(document.activeElement) && focusBefore instanceof HTMLElement) focusBefore.focus();
}

function isInNotice(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[aria-label="Notices"]') !== null;
}
