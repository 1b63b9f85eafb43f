import { SegmentedControl } from '@mantine/core';
import '@mantine/core/styles/SegmentedControl.css';
import { lazy, type ReactElement, Suspense, useState } from 'react';
import { formatTime } from '../../../components/format-time.ts';
import type { Row } from '../rows.ts';
import styles from './detail.module.css';
import { detailOf } from './detail-of.ts';
import { writeValue } from './write-value.ts';

const DiffView = lazy(() => import('./diff-view.tsx').then(({ DiffView: view }) => ({ default: view })));

export interface DiffTabProps {
  readonly row: Row;
  /** The one before of the same event, client and direction, if there is one. */
  readonly previous: Row | undefined;
  /** The one that someone pinned, if it is another one. */
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
        There is none to compare with: this is the first of its event, client and direction that is kept. Pin
        another row to compare with that.
      </p>
    );
  }
  const before = writeValue(detailOf(base, reveal).value);
  const after = writeValue(detailOf(row, reveal).value);
  const name = `${base === pinned ? 'the pinned row' : 'the one before'}, ${formatTime(base.entry.at)}`;
  return (
    <div className={styles.fill}>
      {pinned && previous && (
        <SegmentedControl
          size="xs"
          aria-label="Compare with"
          data={[
            { value: 'previous', label: 'The one before' },
            { value: 'pinned', label: 'The pinned row' },
          ]}
          value={wanted}
          onChange={(value) => setWanted(value as 'previous' | 'pinned')}
        />
      )}
      <p className={styles.hint}>{before === after ? `The same as ${name}.` : `Compared with ${name}.`}</p>
      {before !== after && (
        <Suspense fallback={<p className={styles.hint}>Loading…</p>}>
          <DiffView label={`Changes since ${name}`} before={before} after={after} />
        </Suspense>
      )}
    </div>
  );
}
