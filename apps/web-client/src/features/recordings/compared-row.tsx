import { Loader } from '@mantine/core';
import { lazy, type ReactElement, Suspense, useState } from 'react';
import { Badge, type Tone } from '../../components/badge.tsx';
import { ClientDot } from '../../components/client-dot.tsx';
import { formatLatency } from '../../components/format-latency.ts';
import type { RecordedClient } from '../../lib/recording.ts';
import styles from './comparison.module.css';
import entryStyles from './entries.module.css';
import type { ComparedCall, ComparedEvent } from './model/compare.ts';

const ValueDiff = lazy(async () => ({ default: (await import('./value-diff.tsx')).ValueDiff }));

export interface ComparedRowProps {
  readonly row: ComparedCall | ComparedEvent;
  readonly client: RecordedClient | undefined;
}

/** One call or event of the recording beside the one of the replay; what differs opens on demand. */
export function ComparedRow({ row, client }: ComparedRowProps): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const { tone, word } = verdictOf(row);
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className={styles.pair}>
          <span className={entryStyles.who}>
            <ClientDot hue={client?.hue ?? 0} /> {client?.name}
          </span>
          <span className={entryStyles.event}>{row.event}</span>
          <span className={styles.results}>{row.kind === 'call' && <Results call={row} />}</span>
          <Badge tone={tone}>{word}</Badge>
        </summary>
        {isOpen && (
          <Suspense fallback={<Loader size="xs" aria-label="Comparing" role="status" />}>
            <ValueDiff recorded={row.recorded} replayed={row.replayed} />
          </Suspense>
        )}
      </details>
    </li>
  );
}

function Results({ call: { outcomes, latency } }: { call: ComparedCall }): ReactElement {
  const { recorded, replayed } = latency;
  return (
    <>
      {outcomes.recorded === outcomes.replayed
        ? outcomes.recorded
        : `${outcomes.recorded} → ${outcomes.replayed}`}
      {recorded !== undefined && replayed !== undefined && (
        <span className={styles.latency}>
          {formatLatency(recorded)} → {formatLatency(replayed)}
        </span>
      )}
    </>
  );
}

function verdictOf(row: ComparedCall | ComparedEvent): { tone: Tone; word: string } {
  if (row.same) return { tone: 'ok', word: 'same' };
  if (row.kind === 'event') return { tone: 'bad', word: row.verdict };
  return { tone: 'bad', word: 'differs' };
}
