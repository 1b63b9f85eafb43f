import { VisuallyHidden } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import type { KeyboardEvent, ReactElement } from 'react';
import { Badge } from '../../components/badge.tsx';
import { ClientDot } from '../../components/client-dot.tsx';
import { formatLatency } from '../../components/format-latency.ts';
import { formatTime } from '../../components/format-time.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
import { rowLook } from './row-look.ts';
import type { Row } from './rows.ts';
import styles from './timeline.module.css';

export interface TimelineRowProps {
  readonly row: Row;
  /** `undefined` once the client was removed. */
  readonly client: NamedClient | undefined;
  readonly selected: boolean;
  readonly onSelect: () => void;
  /** An arrow key asks for the row before (-1) or after (1). */
  readonly onStep: (step: 1 | -1) => void;
}

/** One line of the timeline; its details open on a click. */
export function TimelineRow({ row, client, selected, onSelect, onStep }: TimelineRowProps): ReactElement {
  const { icon: Icon, tone, direction, title, text } = rowLook(row);
  const { entry } = row;
  const isAnswer = row.kind === 'answer';
  const answer = isAnswer ? row.entry.answer : undefined;
  const at = isAnswer ? answer?.at : entry.at;
  const broken = isAnswer
    ? (answer?.issues.length ?? 0) > 0
    : entry.kind === 'event' && entry.issues.length > 0;
  const name = client?.name ?? 'removed client';
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    onStep(event.key === 'ArrowDown' ? 1 : -1);
  };
  return (
    <button
      type="button"
      className={styles.row}
      data-answer={isAnswer || undefined}
      data-tone={tone}
      aria-pressed={selected}
      onClick={onSelect}
      onKeyDown={onKeyDown}
    >
      <span className={styles.time}>{at === undefined ? '' : formatTime(at)}</span>
      <span className={styles.client}>
        {!isAnswer && client && <ClientDot hue={client.hue} />}
        {isAnswer ? (
          <VisuallyHidden>{name}</VisuallyHidden>
        ) : (
          <span className={styles.clientName}>{name}</span>
        )}
      </span>
      <span className={styles.body}>
        <Icon size={14} aria-hidden className={styles.icon} />
        <VisuallyHidden>{isAnswer ? `${direction} to ${row.entry.event}` : direction}</VisuallyHidden>
        <span className={styles.title}>{title}</span>
        {broken && (
          <Badge tone="bad" icon={TriangleAlert}>
            breaks the contract
          </Badge>
        )}
        <span className={styles.text}>{text}</span>
      </span>
      {answer && <span className={styles.latency}>{formatLatency(answer.latency)}</span>}
    </button>
  );
}
