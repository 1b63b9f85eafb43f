import { Button, Checkbox, Group } from '@mantine/core';
import { CircleCheck, Copy, TriangleAlert } from 'lucide-react';
import { type ReactElement, useMemo, useState } from 'react';
import { Badge } from '../../components/badge.tsx';
import { ClientDot } from '../../components/client-dot.tsx';
import { copy } from '../../components/copy.tsx';
import { lazyPart } from '../../components/lazy-part.tsx';
import ui from '../../components/ui.module.css';
import { formatLatency } from '../../lib/format-time.ts';
import type { IgnoredPlace, RecordedClient, Recording } from '../../recordings/recording.ts';
import { printMarked } from '../../recordings/recording-marks.ts';
import { RECORDINGS } from '../../texts/recordings.ts';
import { type ComparedRow, compareRuns, differingPlaces, writeReport } from './model/compare.ts';
import type { Replay } from './model/replay.ts';
import styles from './recordings.module.css';
import { useRecordings } from './recordings-store.ts';

const CodeView = lazyPart(RECORDINGS.differences, () => import('../../components/code-view.tsx'), 'CodeView');

export interface ComparisonViewProps {
  readonly recording: Recording;
  readonly replay: Replay;
}

const PAGE = 100;

/** The recording and its replay side by side. */
export function ComparisonView({ recording, replay }: ComparisonViewProps): ReactElement {
  const { setIgnored } = useRecordings();
  const { id: recordingId, ignored = [], clients } = recording;
  const comparison = useMemo(() => compareRuns(recording, replay.recording, replay), [recording, replay]);
  const [onlyDifferences, setOnlyDifferences] = useState(comparison.differences > 0);
  const { calls, events, differences } = comparison;
  const isSame = differences === 0 && replay.problems.length === 0;
  const lists = [
    { key: 'calls', title: RECORDINGS.calls, one: 'call', rows: calls },
    ...clients.map(({ id, name }) => ({
      key: id,
      title: RECORDINGS.received(name),
      one: 'event',
      rows: events.filter(({ clientId }) => clientId === id),
    })),
  ];
  return (
    <section className={`${ui.stack} ${styles.section}`} aria-label={RECORDINGS.comparison}>
      <div className={ui.bar} role="status" aria-label={RECORDINGS.outcome}>
        <Badge tone={isSame ? 'ok' : 'bad'} icon={isSame ? CircleCheck : TriangleAlert}>
          {RECORDINGS.summary(comparison)}
        </Badge>
        {replay.stopped && <Badge tone="warn">{RECORDINGS.stopped}</Badge>}
      </div>
      {replay.problems.length > 0 && (
        <ul className={ui.note} aria-label={RECORDINGS.problems}>
          {replay.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      <Group justify="space-between">
        <Checkbox
          label={RECORDINGS.onlyDifferences}
          checked={onlyDifferences}
          onChange={(event) => setOnlyDifferences(event.currentTarget.checked)}
        />
        <Button
          variant="default"
          leftSection={<Copy size={13} aria-hidden />}
          onClick={() => void copy(writeReport(recording, replay, comparison), RECORDINGS.theReport)}
        >
          {RECORDINGS.copyReport}
        </Button>
      </Group>
      <Places
        label={RECORDINGS.ignored}
        places={ignored.map(RECORDINGS.ignoredPlace)}
        action={RECORDINGS.compareAgain}
        nameOf={RECORDINGS.comparePlace}
        onPlace={(index) => {
          const place = ignored[index];
          if (place) void setIgnored(recordingId, place, false);
        }}
      />
      {lists.map(({ key, ...list }) => (
        <Rows
          key={key}
          {...list}
          onlyDifferences={onlyDifferences}
          clients={clients}
          onIgnore={(place) => void setIgnored(recordingId, place, true)}
        />
      ))}
    </section>
  );
}

interface RowsProps {
  readonly title: string;
  /** What one of them is called. */
  readonly one: string;
  readonly rows: readonly ComparedRow[];
  readonly onlyDifferences: boolean;
  readonly clients: readonly RecordedClient[];
  readonly onIgnore: (place: IgnoredPlace) => void;
}

function Rows({ title, one, rows, onlyDifferences, clients, onIgnore }: RowsProps): ReactElement | null {
  const [limit, setLimit] = useState(PAGE);
  if (rows.length === 0) return null;
  const shown = onlyDifferences ? rows.filter(({ verdict }) => verdict !== 'same') : rows;
  return (
    <div>
      <h4 className={ui.small}>
        {title} <span className={ui.dim}>{RECORDINGS.shownOf(shown.length, rows.length)}</span>
      </h4>
      {shown.length === 0 ? (
        <p className={ui.hint}>{RECORDINGS.allSame(rows.length, one)}</p>
      ) : (
        <ul className={ui.list} aria-label={title}>
          {shown.slice(0, limit).map((row, index) => (
            <Row
              // Rows never change their order, and two may be alike.
              key={`${index} ${row.event}`}
              row={row}
              client={clients.find(({ id }) => id === row.clientId)}
              onIgnore={(path) => onIgnore({ kind: row.kind, event: row.event, ...path })}
            />
          ))}
        </ul>
      )}
      {shown.length > limit && (
        <Button variant="default" size="compact-xs" onClick={() => setLimit(limit + PAGE)}>
          {RECORDINGS.showMore(Math.min(PAGE, shown.length - limit))}
        </Button>
      )}
    </div>
  );
}

interface RowProps {
  readonly row: ComparedRow;
  readonly client: RecordedClient | undefined;
  /** Ignores a place of this event from now on, or without one whether it comes. */
  readonly onIgnore: (place: Pick<IgnoredPlace, 'path'>) => void;
}

/** One call or event; what differs opens on demand. */
function Row({ row, client, onIgnore }: RowProps): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const { kind, event, verdict, outcomes, latency, recorded, replayed } = row;
  const hasBoth = recorded !== undefined && replayed !== undefined;
  const places: Pick<IgnoredPlace, 'path'>[] =
    isOpen && hasBoth ? differingPlaces(row).map((path) => ({ path })) : [];
  if (kind === 'event' && verdict !== 'same') places.push({});
  return (
    <li>
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary className={`${ui.bar} ${styles.pair}`}>
          <span className={`${ui.clip} ${styles.who}`}>
            <ClientDot hue={client?.hue ?? 0} /> {client?.name}
          </span>
          <strong className={`${ui.mono} ${ui.grow}`}>{event}</strong>
          {outcomes && <span className={ui.hint}>{arrow(outcomes.recorded, outcomes.replayed)}</span>}
          {latency?.recorded !== undefined && latency.replayed !== undefined && (
            <span className={`${ui.hint} ${ui.count}`}>
              {formatLatency(latency.recorded)} → {formatLatency(latency.replayed)}
            </span>
          )}
          <Badge tone={verdict === 'same' ? 'ok' : 'bad'}>{RECORDINGS.verdicts[verdict]}</Badge>
        </summary>
        {isOpen && (
          <div className={`${ui.stack} ${styles.diff}`}>
            <Places
              label={RECORDINGS.differs}
              places={places.map(({ path }) => RECORDINGS.place(path))}
              action={RECORDINGS.ignore}
              nameOf={RECORDINGS.ignorePlace}
              onPlace={(index) => onIgnore(places[index] ?? {})}
            />
            {verdict === 'same' ? (
              <pre className={ui.code}>{print(replayed)}</pre>
            ) : (
              <CodeView
                label={RECORDINGS.difference(event)}
                before={print(recorded)}
                text={print(replayed)}
              />
            )}
          </div>
        )}
      </details>
    </li>
  );
}

interface PlacesProps {
  readonly label: string;
  readonly places: readonly string[];
  readonly action: string;
  /** The accessible name of the action for one place. */
  readonly nameOf: (place: string) => string;
  readonly onPlace: (index: number) => void;
}

/** Places that differ, or that are not compared, each with what can be done. */
function Places({ label, places, action, nameOf, onPlace }: PlacesProps): ReactElement | null {
  if (places.length === 0) return null;
  return (
    <ul className={ui.bar} aria-label={label}>
      {places.map((place, index) => (
        <li key={place} className={ui.bar}>
          <code className={ui.grow}>{place}</code>
          <Button
            variant="default"
            size="compact-xs"
            aria-label={nameOf(place)}
            onClick={() => onPlace(index)}
          >
            {action}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function arrow(recorded: string, replayed: string): string {
  return recorded === replayed ? recorded : `${recorded} → ${replayed}`;
}

function print(value: unknown): string {
  return printMarked(value, 2) ?? '';
}
