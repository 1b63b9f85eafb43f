import '@mantine/core/styles/SegmentedControl.css';
import { SegmentedControl } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { formatTime } from '../../../components/format-time.ts';
import { lazyPart } from '../../../components/lazy-part.tsx';
import ui from '../../../components/ui.module.css';
import { DETAILS } from '../../../texts/details.ts';
import type { Row } from '../rows.ts';
import styles from './detail.module.css';
import { detailOf, writeValue } from './detail-of.ts';

const CodeView = lazyPart(
  DETAILS.jsonPart,
  () => import('../../../components/code-view.tsx'),
  ({ CodeView: view }) => view,
);

/** The content as JSON. */
export function PrettyTab({ value }: { value: unknown }): ReactElement {
  return <CodeView label={DETAILS.json} text={writeValue(value)} />;
}

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
  if (!base) return <p className={ui.hint}>{DETAILS.nothingToCompare}</p>;
  const before = writeValue(detailOf(base, reveal).value);
  const after = writeValue(detailOf(row, reveal).value);
  const name = DETAILS.base(base === pinned, formatTime(base.entry.at));
  return (
    <div className={`${ui.fill} ${styles.diff}`}>
      {pinned && previous && (
        <SegmentedControl
          size="xs"
          aria-label={DETAILS.compareWith}
          data={[
            { value: 'previous', label: DETAILS.rowBefore },
            { value: 'pinned', label: DETAILS.thePinnedRow },
          ]}
          value={wanted}
          onChange={setWanted}
        />
      )}
      <p className={ui.hint}>{before === after ? DETAILS.same(name) : DETAILS.compared(name)}</p>
      {before !== after && <CodeView label={DETAILS.changes(name)} before={before} text={after} />}
    </div>
  );
}
