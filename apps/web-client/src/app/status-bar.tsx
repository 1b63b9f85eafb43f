import type { ReactElement } from 'react';
import { useLog } from '../lib/console-session.ts';
import type { NamedClient } from '../lib/named-clients.ts';
import styles from './shell.module.css';

/** The selected client's socket, and what the log holds. */
export function StatusBar({ entry }: { entry: NamedClient }): ReactElement {
  const { kept, capacity, dropped, sent, received } = useLog();
  const { state } = entry;
  return (
    <footer className={styles.status}>
      <span>
        {entry.name}: <code>{state.status === 'connected' ? state.socketId : 'no socket'}</code>
      </span>
      <span className={styles.statusRight}>
        <span>sent {sent.toLocaleString('en')}</span>
        <span>received {received.toLocaleString('en')}</span>
        <span>
          kept {kept.toLocaleString('en')} of {capacity.toLocaleString('en')}
        </span>
        <span data-some={dropped > 0 || undefined}>dropped {dropped.toLocaleString('en')}</span>
      </span>
    </footer>
  );
}
