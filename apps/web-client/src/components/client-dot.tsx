import type { ReactElement } from 'react';
import styles from './client-dot.module.css';

const HUES = 6;

/** A client's colour; its name always stands beside it. */
export function ClientDot({ hue }: { hue: number }): ReactElement {
  return <span className={styles.dot} data-hue={hue % HUES} aria-hidden />;
}
