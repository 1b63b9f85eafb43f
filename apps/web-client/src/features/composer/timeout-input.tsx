import { NumberInput } from '@mantine/core';
import type { ReactElement } from 'react';
import styles from './send-bar.module.css';
import { useTimeout } from './timeout-store.ts';

/** How long a send waits for its reply. */
export function TimeoutInput(): ReactElement {
  const { timeout, setTimeout } = useTimeout();
  return (
    <NumberInput
      aria-label="Timeout in milliseconds"
      title="How long a send waits for its reply"
      className={styles.timeout}
      min={1}
      max={600_000}
      step={500}
      suffix=" ms"
      hideControls
      value={timeout}
      onChange={(value) => typeof value === 'number' && value > 0 && setTimeout(value)}
    />
  );
}
