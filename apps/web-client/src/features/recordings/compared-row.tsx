import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { Badge, type Tone } from '../../components/badge.tsx';
import { ClientDot } from '../../components/client-dot.tsx';
import { formatLatency } from '../../components/format-latency.ts';
import { lazyPart } from '../../components/lazy-part.tsx';
import ui from '../../components/ui.module.css';
import type { RecordedClient } from '../../lib/recording.ts';
import { RECORDINGS } from '../../texts/recordings.ts';
import styles from './comparison.module.css';
import { type ComparedCall, type ComparedEvent, differingPlaces } from './model/compare.ts';

const DiffView = lazyPart(
  RECORDINGS.differences,
  () => import('../../components/code-view.tsx'),
  ({ CodeView }) => CodeView,
);

export interface ComparedRowProps {
  readonly row: ComparedCall | ComparedEvent;
  readonly client: RecordedClient | undefined;
  /** Ignores a place of this event from now on. */
  readonly onIgnore: (path: string) => void;
}

/** One call or event of the recording beside the one of the replay; what differs opens on demand. */
export function ComparedRow({ row, client, onIgnore }: ComparedRowProps): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const { tone, word } = verdictOf(row);
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className={styles.pair}>
          <span className={styles.who}>
            <ClientDot hue={client?.hue ?? 0} /> {client?.name}
          </span>
          <span className={styles.event}>{row.event}</span>
          <span className={styles.results}>{row.kind === 'call' && <Results call={row} />}</span>
          <Badge tone={tone}>{word}</Badge>
        </summary>
        {isOpen && <Difference row={row} onIgnore={onIgnore} />}
      </details>
    </li>
  );
}

function Difference({ row, onIgnore }: Pick<ComparedRowProps, 'row' | 'onIgnore'>): ReactElement {
  const { recorded, replayed } = row;
  const places = recorded === undefined || replayed === undefined ? [] : differingPlaces(row);
  return (
    <div className={styles.diff}>
      {places.length > 0 && (
        <ul className={ui.bar} aria-label={RECORDINGS.differs}>
          {places.map((place) => (
            <li key={place} className={styles.place}>
              <code>{place || RECORDINGS.wholeValue}</code>
              <Button
                variant="default"
                size="compact-xs"
                aria-label={RECORDINGS.ignorePlace(place || RECORDINGS.wholeValue)}
                onClick={() => onIgnore(place)}
              >
                {RECORDINGS.ignore}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {row.same ? (
        <pre className={styles.json}>{print(replayed)}</pre>
      ) : (
        <DiffView label={RECORDINGS.difference(row.event)} before={print(recorded)} text={print(replayed)} />
      )}
    </div>
  );
}

function print(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value, null, 2);
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
  if (row.same) return { tone: 'ok', word: RECORDINGS.verdicts.same };
  if (row.kind === 'event') return { tone: 'bad', word: RECORDINGS.verdicts[row.verdict] };
  return { tone: 'bad', word: RECORDINGS.verdicts.differs };
}
