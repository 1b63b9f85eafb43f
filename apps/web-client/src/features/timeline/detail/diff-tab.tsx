import { SegmentedControl } from '@mantine/core';
import '@mantine/core/styles/SegmentedControl.css';
import { type ReactElement, useState } from 'react';
import { formatTime } from '../../../components/format-time.ts';
import { lazyPart } from '../../../components/lazy-part.tsx';
import type { Row } from '../rows.ts';
import styles from './detail.module.css';
import { detailOf, writeValue } from './detail-of.ts';

const DiffView = lazyPart('The diff', async () => (await import('./diff-view.tsx')).DiffView);

export interface DiffTabProps {
  readonly row: Row;
  /** The row before of the same event, client and direction, if there is one. */
  readonly previous: Row | undefined;
  /** The pinned row, if it is another one. */
  readonly pinned: Row | undefined;
  readonly reveal: boolean;
}

/** What changed since the row before, or since the pinned one. */
export function DiffTab({ row, previous, pinned, reveal }: DiffTabProps): ReactElement {
  const [wanted, setWanted] = useState<'previous' | 'pinned'>('previous');
  const base = pinned && (wanted === 'pinned' || !previous) ? pinned : previous;
  if (!base) {
    return (
      <p className={styles.hint}>
        There is nothing to compare with: this is the first row of its event, client and direction. Pin
        another row to compare with it.
      </p>
    );
  }
  const before = writeValue(detailOf(base, reveal).value);
  const after = writeValue(detailOf(row, reveal).value);
  const name = `${base === pinned ? 'the pinned row' : 'the row before'}, ${formatTime(base.entry.at)}`;
  return (
    <div className={styles.fill}>
      {pinned && previous && (
        <SegmentedControl
          size="xs"
          aria-label="Compare with"
          data={[
            { value: 'previous', label: 'The row before' },
            { value: 'pinned', label: 'The pinned row' },
          ]}
          value={wanted}
          onChange={(value) => setWanted(value as 'previous' | 'pinned')}
        />
      )}
      <p className={styles.hint}>{before === after ? `The same as ${name}.` : `Compared with ${name}.`}</p>
      {before !== after && <DiffView label={`Changes since ${name}`} before={before} after={after} />}
    </div>
  );
}
