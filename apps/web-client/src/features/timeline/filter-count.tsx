import { Button } from '@mantine/core';
import { X } from 'lucide-react';
import type { ReactElement } from 'react';
import { isEverything } from './filter.ts';
import styles from './filter-bar.module.css';
import { useTimelineFilter } from './filter-store.ts';

/** How many entries fit the filter, and of how many. */
export function FilterCount({ matching, total }: { matching: number; total: number }): ReactElement {
  const { filter, clear } = useTimelineFilter();
  const filtered = !isEverything(filter);
  return (
    <div className={styles.summary}>
      <span className={styles.count}>
        {filtered
          ? `${matching.toLocaleString('en')} of ${total.toLocaleString('en')} fit the filter`
          : `${total.toLocaleString('en')} in all`}
      </span>
      {filtered && (
        <Button size="compact-xs" variant="subtle" leftSection={<X size={12} aria-hidden />} onClick={clear}>
          Clear the filter
        </Button>
      )}
    </div>
  );
}
