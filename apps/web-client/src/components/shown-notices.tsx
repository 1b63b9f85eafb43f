import '@mantine/core/styles/Notification.css';
import '@mantine/notifications/styles.css';
import { Button } from '@mantine/core';
import { Notifications, notifications, useNotifications } from '@mantine/notifications';
import { Undo2 } from 'lucide-react';
import { type FocusEvent, type ReactElement, useEffect } from 'react';
import type { Notice } from '../lib/notice.ts';
import { PARTS } from '../texts/shell.ts';
import styles from './shown-notices.module.css';

/** More at once hide what is worked on: the oldest makes room. */
const LIMIT = 3;

/** Milliseconds; the time stops while the notice has the pointer or the focus. */
const SHOWN = { neutral: 6_000, bad: 10_000, undo: 15_000 };

/** The notices in their corner. */
export function ShownNotices(): ReactElement {
  const { notifications: shown, queue } = useNotifications();
  const oldest = shown[0]?.id;
  const isFull = queue.length > 0;
  useEffect(() => {
    if (isFull && oldest) notifications.hide(oldest);
  }, [isFull, oldest]);
  return (
    <Notifications
      withinPortal={false}
      limit={LIMIT}
      classNames={{ root: styles.place ?? '', notification: styles.notice ?? '' }}
    />
  );
}

export function showNotice(notice: Notice | undefined): void {
  if (!notice) {
    notifications.clean();
    return;
  }
  const { text, tone = 'neutral', undo, id = text, onClose } = notice;
  const takeBack = (): void => {
    hideNotice(id);
    undo?.();
  };
  const shown = {
    id,
    message: <NoticeBody text={text} undo={undo && takeBack} />,
    autoClose: undo ? SHOWN.undo : SHOWN[tone],
    color: tone === 'bad' ? 'red' : 'accent',
    role: tone === 'bad' ? 'alert' : 'group',
    withBorder: true,
    closeButtonProps: { 'aria-label': PARTS.closeNotice },
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

export function hideNotice(id: string): void {
  notifications.hide(id);
}

/** The sentence of a notice, and the button that takes it back. */
function NoticeBody({ text, undo }: { text: string; undo: (() => void) | undefined }): ReactElement {
  return (
    <div className={styles.body}>
      <span className={styles.text}>{text}</span>
      {undo && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<Undo2 size={13} aria-hidden />}
          onClick={undo}
        >
          {PARTS.undo}
        </Button>
      )}
    </div>
  );
}

/** What had the focus before a notice got it. */
let focusBefore: EventTarget | null = null;

/** Of a notice that closes while it has the focus, which would fall to the page. */
function giveFocusBack(): void {
  if (isInNotice(document.activeElement) && focusBefore instanceof HTMLElement) focusBefore.focus();
}

function isInNotice(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(`[aria-label="${PARTS.notices}"]`) !== null;
}
