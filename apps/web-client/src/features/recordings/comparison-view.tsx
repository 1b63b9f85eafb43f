import { Button, Checkbox } from '@mantine/core';
import { CircleCheck, Copy, TriangleAlert } from 'lucide-react';
import { type ReactElement, useMemo, useState } from 'react';
import { Badge } from '../../components/badge.tsx';
import ui from '../../components/ui.module.css';
import { copy } from '../../lib/copy.tsx';
import type { IgnoredPlace, Recording } from '../../lib/recording.ts';
import { RECORDINGS } from '../../texts/recordings.ts';
import { ComparedRow } from './compared-row.tsx';
import comparisonStyles from './comparison.module.css';
import { type ComparedCall, type ComparedEvent, compareRuns } from './model/compare.ts';
import type { Replay } from './model/replay.ts';
import styles from './recordings.module.css';
import { useRecordings } from './recordings-store.ts';
import { summariseComparison, writeReport } from './write-report.ts';

export interface ComparisonViewProps {
  readonly recording: Recording;
  readonly replay: Replay;
  /** Which texts of the recording became which in the replay. */
  readonly replaced: ReadonlyMap<string, string>;
}

const PAGE = 100;

/** The recording and its replay side by side. */
export function ComparisonView({ recording, replay, replaced }: ComparisonViewProps): ReactElement {
  const { ignore } = useRecordings();
  const { ignored } = recording;
  const comparison = useMemo(
    () => compareRuns(recording, replay.recording, { replaced, ...(ignored && { ignored }) }),
    [recording, replay, replaced, ignored],
  );
  const [onlyDifferences, setOnlyDifferences] = useState(comparison.differences > 0);
  const { calls, events, differences } = comparison;
  const shownCalls = calls.filter(({ same }) => !onlyDifferences || !same);
  const onIgnore = (place: IgnoredPlace): void => void ignore(recording, [...(ignored ?? []), place]);
  const isSame = differences === 0 && replay.problems.length === 0;
  return (
    <section className={styles.section} aria-label={RECORDINGS.comparison}>
      <div className={comparisonStyles.verdict} role="status" aria-label={RECORDINGS.outcome}>
        <Badge tone={isSame ? 'ok' : 'bad'} icon={isSame ? CircleCheck : TriangleAlert}>
          {summariseComparison(comparison)}
        </Badge>
        {replay.stopped && <Badge tone="warn">{RECORDINGS.stopped}</Badge>}
      </div>
      {replay.problems.length > 0 && (
        <ul className={styles.warnings} aria-label={RECORDINGS.problems}>
          {replay.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      <div className={styles.line}>
        <Checkbox
          className={styles.grow}
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
      </div>
      <Ignored recording={recording} />
      <Rows title={RECORDINGS.calls} rows={shownCalls} total={calls.length} {...{ recording, onIgnore }} />
      {recording.clients.map(({ id, name }) => {
        const heard = events.filter(({ clientId }) => clientId === id);
        const shown = heard.filter(({ same }) => !onlyDifferences || !same);
        const title = RECORDINGS.received(name);
        return <Rows key={id} title={title} rows={shown} total={heard.length} {...{ recording, onIgnore }} />;
      })}
    </section>
  );
}

interface RowsProps {
  readonly title: string;
  readonly rows: readonly (ComparedCall | ComparedEvent)[];
  /** How many there are, shown or not. */
  readonly total: number;
  readonly recording: Recording;
  readonly onIgnore: (place: IgnoredPlace) => void;
}

function Rows({ title, rows, total, recording, onIgnore }: RowsProps): ReactElement | null {
  const [limit, setLimit] = useState(PAGE);
  if (total === 0) return null;
  const clientOf = new Map(recording.clients.map((client) => [client.id, client]));
  return (
    <div>
      <h4 className={comparisonStyles.group}>
        {title} <span className={comparisonStyles.count}>{RECORDINGS.shownOf(rows.length, total)}</span>
      </h4>
      {rows.length === 0 ? (
        <p className={ui.hint}>{RECORDINGS.allSame(total, title === RECORDINGS.calls ? 'call' : 'event')}</p>
      ) : (
        <ul className={comparisonStyles.compared} aria-label={title}>
          {rows.slice(0, limit).map((row, index) => (
            // Rows never change their order, and two may be alike.
            <ComparedRow
              key={`${index} ${row.event}`}
              row={row}
              client={clientOf.get(row.clientId)}
              onIgnore={(path) => onIgnore({ event: row.event, path })}
            />
          ))}
        </ul>
      )}
      {rows.length > limit && (
        <Button variant="default" size="compact-xs" onClick={() => setLimit(limit + PAGE)}>
          {RECORDINGS.showMore(Math.min(PAGE, rows.length - limit))}
        </Button>
      )}
    </div>
  );
}

/** The places that are not compared, each with a way to compare it again. */
function Ignored({ recording }: { recording: Recording }): ReactElement | null {
  const { ignore } = useRecordings();
  const { ignored = [] } = recording;
  if (ignored.length === 0) return null;
  return (
    <ul className={ui.bar} aria-label={RECORDINGS.ignored}>
      {ignored.map((place) => {
        const text = `${place.event} ${place.path || RECORDINGS.wholeValue}`;
        return (
          <li key={text} className={comparisonStyles.place}>
            <code>{text}</code>
            <Button
              variant="default"
              size="compact-xs"
              aria-label={RECORDINGS.comparePlace(text)}
              onClick={() =>
                void ignore(
                  recording,
                  ignored.filter((one) => one !== place),
                )
              }
            >
              {RECORDINGS.compareAgain}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
