import type { ReactElement, ReactNode } from 'react';
import { StateChip } from '../features/connection/state-chip.tsx';
import type { NamedClient } from '../lib/named-clients.ts';
import { ClientAddress } from './client-address.tsx';
import styles from './more-bar.module.css';

/** What the top bar of a narrow screen cannot hold. */
export function MoreBar({ entry, tools }: { entry: NamedClient; tools: ReactNode }): ReactElement {
  return (
    <div className={styles.more}>
      <div className={styles.tools}>{tools}</div>
      <ClientAddress url={entry.client.url} />
      <StateChip entry={entry} />
    </div>
  );
}
