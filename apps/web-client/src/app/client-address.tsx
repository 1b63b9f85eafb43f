import type { ReactElement } from 'react';
import styles from './client-address.module.css';
import { splitAddress } from './split-address.ts';

/** Where a client connects to. */
export function ClientAddress({ url }: { url: string }): ReactElement {
  const { host, namespace } = splitAddress(url);
  return (
    <p className={styles.address} title={`${url}, namespace ${namespace}`}>
      <span className={styles.host}>{host}</span>
      <span className={styles.namespace}>namespace {namespace}</span>
    </p>
  );
}
