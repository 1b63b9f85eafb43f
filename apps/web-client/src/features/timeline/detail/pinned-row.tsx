import { PinOff } from 'lucide-react';
import type { ReactElement } from 'react';
import { DetailHeader } from '../../../components/detail-header.tsx';
import { formatTime } from '../../../components/format-time.ts';
import { JsonTree } from '../../../components/json-tree.tsx';
import { DETAILS } from '../../../texts/details.ts';
import type { RowClient } from '../row-client.ts';
import type { Row } from '../rows.ts';
import styles from './detail.module.css';
import { detailOf } from './detail-of.ts';

export interface PinnedRowProps {
  readonly row: Row;
  readonly client: RowClient;
  readonly onUnpin: () => void;
}

/** A row that stays in sight while others are opened, even after the log dropped it. Its secrets stay hidden. */
export function PinnedRow({ row, client, onUnpin }: PinnedRowProps): ReactElement {
  const { title, value } = detailOf(row, false);
  return (
    <section className={styles.pinned} aria-label={DETAILS.pinnedRow}>
      <DetailHeader
        title={title}
        where={`${client.name}, ${formatTime(row.entry.at)}`}
        label={DETAILS.unpin}
        icon={PinOff}
        onClick={onUnpin}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key */}
      <section className={styles.pinnedBody} tabIndex={0} aria-label={DETAILS.pinnedContent}>
        <JsonTree value={value} />
      </section>
    </section>
  );
}
