import { VisuallyHidden } from '@mantine/core';
import type { KeyboardEvent, ReactElement } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import { formatLatency } from '../../components/format-latency.ts';
import { formatTime } from '../../components/format-time.ts';
import { isOk } from '../../lib/entry.ts';
import { SEQUENCE } from '../../texts/sequence.ts';
import { type Arrow, arrowWords, eventOf, missedBy, pathOf } from './arrows.ts';
import styles from './sequence.module.css';

export interface ArrowRowProps {
  readonly arrow: Arrow;
  readonly clients: readonly NamedClient[];
  readonly selected: boolean;
  readonly onSelect: () => void;
  /** An arrow key asks for the row before (-1) or after (1). */
  readonly onStep: (step: 1 | -1) => void;
}

/** One arrow between its lifelines. */
export function ArrowRow({ arrow, clients, selected, onSelect, onStep }: ArrowRowProps): ReactElement {
  const { from, to, what } = arrowWords(arrow, clients);
  const missed = missedBy(arrow, clients);
  const isBad = arrow.kind === 'reply' && !isOk(arrow.answer);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    onStep(event.key === 'ArrowDown' ? 1 : -1);
  };
  return (
    <button
      type="button"
      className={styles.row}
      data-kind={arrow.kind}
      data-bad={isBad || undefined}
      aria-pressed={selected}
      onClick={onSelect}
      onKeyDown={onKeyDown}
    >
      <span className={styles.time}>{formatTime(arrow.at)}</span>
      <span className={styles.what}>
        <span className={styles.event}>{eventOf(arrow)}</span>
        <span className={styles.kind}>
          {what}
          {arrow.kind === 'reply' && `, ${formatLatency(arrow.answer.latency)}`}
          {arrow.kind === 'event' &&
            arrow.fanOut.received.length > 1 &&
            SEQUENCE.to(arrow.fanOut.received.length)}
        </span>
        <VisuallyHidden>
          {SEQUENCE.fromTo(from, to)}
          {missed.length > 0 && SEQUENCE.notTo(missed.map((lane) => clients[lane]?.name).join(', '))}
        </VisuallyHidden>
      </span>
      <Drawing arrow={arrow} clients={clients} missed={missed} />
    </button>
  );
}

interface DrawingProps {
  readonly arrow: Arrow;
  readonly clients: readonly NamedClient[];
  readonly missed: readonly number[];
}

function Drawing({ arrow, clients, missed }: DrawingProps): ReactElement {
  const lanes = clients.length + 1;
  const center = (lane: number): number => ((lane + 0.5) / lanes) * 100;
  const path = pathOf(arrow, clients);
  const reached = path ? [path.from, ...path.to] : [];
  const [left, right] = [center(Math.min(...reached)), center(Math.max(...reached))];
  return (
    <span className={styles.lanes} aria-hidden>
      {Array.from({ length: lanes }, (_, lane) => (
        <span key={center(lane)} className={styles.lifeline} style={{ left: `${center(lane)}%` }} />
      ))}
      {path && (
        <>
          <span className={styles.line} style={{ left: `${left}%`, width: `${right - left}%` }} />
          <span className={styles.start} style={{ left: `${center(path.from)}%` }} />
          {path.to.map((lane) => (
            <span
              key={lane}
              className={styles.head}
              data-to={lane > path.from ? 'right' : 'left'}
              style={{ left: `${center(lane)}%` }}
            />
          ))}
        </>
      )}
      {missed.map((lane) => (
        <span key={lane} className={styles.missed} style={{ left: `${center(lane)}%` }} />
      ))}
    </span>
  );
}
