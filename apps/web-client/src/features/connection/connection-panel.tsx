import type { ReactElement } from 'react';
import { useClients } from '../../lib/console-session.ts';
import styles from './client-connection.module.css';
import { ClientConnection } from './client-connection.tsx';

/** Every client's connection; the settings of the selected one are open. */
export function ConnectionPanel({ selectedId }: { selectedId: string }): ReactElement {
  const entries = useClients();
  return (
    // Scrolls, so it must be reachable by key.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key
    <section className={styles.panel} aria-label="Connections" tabIndex={0}>
      {entries.map((entry) => (
        <ClientConnection key={entry.id} entry={entry} selected={entry.id === selectedId} />
      ))}
    </section>
  );
}
