import { memo, type ReactElement } from 'react';
import { ClientDot } from '../../components/client-dot.tsx';
import { formatLatency } from '../../components/format-latency.ts';
import { formatTime } from '../../components/format-time.ts';
import { formatSize } from '../../lib/bytes.ts';
import { FlawBadge } from './flaw-badge.tsx';
import { formatDelta } from './format-delta.ts';
import type { RowClient } from './row-client.ts';
import { flawOf, sizeOf, timeOf } from './row-facts.ts';
import { rowLook } from './row-look.ts';
import type { Row } from './rows.ts';
import styles from './timeline-row.module.css';

export interface TimelineRowProps {
  readonly row: Row;
  readonly client: RowClient;
  /** Milliseconds since the row before; left out for an answer, whose latency says it, and for the first row. */
  readonly delta: number | undefined;
  /** Whether its details are open. */
  readonly opened: boolean;
  /** Whether Tab leads to it. */
  readonly current: boolean;
  readonly onPress: (row: Row) => void;
}

/** One line of the timeline; its details open on a click. */
export const TimelineRow = memo(function TimelineRow(props: TimelineRowProps): ReactElement {
  const { row, client, delta, opened, current, onPress } = props;
  const { icon: Icon, tone, direction, title, text } = rowLook(row);
  const isAnswer = row.kind === 'answer';
  const at = timeOf(row);
  const size = sizeOf(row);
  const latency = isAnswer ? row.entry.answer?.latency : undefined;
  return (
    <button
      type="button"
      className={styles.row}
      data-answer={isAnswer || undefined}
      data-tone={tone}
      aria-pressed={opened}
      tabIndex={current ? 0 : -1}
      onClick={() => onPress(row)}
    >
      <span className={styles.time}>{at === undefined ? '' : formatTime(at)}</span>
      <span className={styles.delta}>{delta === undefined ? '' : formatDelta(delta)}</span>
      <span className={styles.client}>
        {!isAnswer && client.hue !== undefined && <ClientDot hue={client.hue} />}
        {isAnswer ? (
          <span className={styles.hidden}>{client.name}</span>
        ) : (
          <span className={styles.clientName}>{client.name}</span>
        )}
      </span>
      <span className={styles.body}>
        <Icon size={14} aria-hidden className={styles.icon} />
        <span className={styles.hidden}>{isAnswer ? `${direction} to ${row.entry.event}` : direction}</span>
        <span className={styles.title}>{title}</span>
        <FlawBadge flaw={flawOf(row)} />
        <span className={styles.text}>{text}</span>
      </span>
      <span className={styles.size}>{size === undefined ? '' : formatSize(size)}</span>
      <span className={styles.latency}>{latency !== undefined && <span>{formatLatency(latency)}</span>}</span>
    </button>
  );
});
