import { Notifications, notifications, useNotifications } from '@mantine/notifications';
import { type ReactElement, useEffect } from 'react';
import { CopyByHand } from '../lib/copy.tsx';
import styles from './notices.module.css';

/** More at once hide what is worked on: the oldest makes room. */
const LIMIT = 3;

/** The one place of the notices of `tell`, and of a text that could not be copied. */
export function Notices(): ReactElement {
  const { notifications: shown, queue } = useNotifications();
  const oldest = shown[0]?.id;
  const isFull = queue.length > 0;
  useEffect(() => {
    if (isFull && oldest) notifications.hide(oldest);
  }, [isFull, oldest]);
  return (
    <>
      <section aria-label="Notices" aria-live="polite" className={styles.notices}>
        <Notifications
          withinPortal={false}
          limit={LIMIT}
          classNames={{ root: styles.place ?? '', notification: styles.notice ?? '' }}
        />
      </section>
      <CopyByHand />
    </>
  );
}
