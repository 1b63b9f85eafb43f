import '@mantine/core/styles/Notification.layer.css';
import '@mantine/notifications/styles.layer.css';
import { Button, Group } from '@mantine/core';
import { Notifications, notifications, useNotifications } from '@mantine/notifications';
import { Undo2 } from 'lucide-react';
import { type ReactElement, useEffect, useRef } from 'react';
import { closeNotice, type OpenNotice, useNotices } from '../lib/notice.ts';
import { PARTS } from '../texts/shell.ts';
import styles from './notices.module.css';
import ui from './ui.module.css';

/** More at once hide what is worked on: the oldest makes room. */
const LIMIT = 3;

/** Milliseconds; the time stops while the notice has the pointer or the focus. */
const SHOWN = { neutral: 6_000, bad: 10_000, undo: 15_000 };

/** The notices in their corner. */
export function ShownNotices(): ReactElement {
  const open = useNotices();
  const last = useRef<typeof open>([]);
  useEffect(() => {
    for (const notice of open) if (!last.current.includes(notice)) show(notice);
    for (const { id } of last.current) if (!open.some((notice) => notice.id === id)) notifications.hide(id);
    last.current = open;
  }, [open]);
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
      classNames={{ root: styles.corner ?? '', notification: styles.notice ?? '' }}
    />
  );
}

function show({ id, text, tone = 'neutral', undo, action, onClose }: OpenNotice): void {
  const shown = {
    id,
    message: (
      <Group gap="sm" wrap={action ? 'wrap' : 'nowrap'} justify="flex-end" c="var(--sb-text)">
        {/* Two buttons have a line of their own. */}
        <span className={ui.grow} style={action && { flexBasis: '100%' }}>
          {text}
        </span>
        {action && (
          <Button size="compact-sm" flex="none" onClick={action.run}>
            {action.text}
          </Button>
        )}
        {undo && (
          <Button
            variant="default"
            size="compact-sm"
            flex="none"
            leftSection={<Undo2 size={13} aria-hidden />}
            onClick={() => {
              closeNotice(id);
              undo();
            }}
          >
            {PARTS.undo}
          </Button>
        )}
      </Group>
    ),
    autoClose: undo || action ? SHOWN.undo : SHOWN[tone],
    color: tone === 'bad' ? 'red' : 'accent',
    role: tone === 'bad' ? 'alert' : 'group',
    withBorder: true,
    closeButtonProps: { 'aria-label': PARTS.closeNotice },
    onClose: () => {
      closeNotice(id);
      onClose?.();
    },
    onFocusCapture: () => notifications.update({ ...shown, autoClose: false }),
    onBlurCapture: () => notifications.update(shown),
  };
  notifications.update(shown);
  notifications.show(shown);
}
