import { Button, Checkbox } from '@mantine/core';
import { Check, CircleCheck, Copy, TriangleAlert } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { Badge } from '../../components/badge.tsx';
import type { Recording } from '../../lib/recording.ts';
import { ComparedRow } from './compared-row.tsx';
import comparisonStyles from './comparison.module.css';
import { countOf } from './format-duration.ts';
import type { ComparedCall, ComparedEvent, Comparison } from './model/compare.ts';
import type { Replay } from './model/replay.ts';
import styles from './recordings.module.css';
import { summariseComparison, writeReport } from './write-report.ts';

export interface ComparisonViewProps {
  readonly recording: Recording;
  readonly replay: Replay;
  readonly comparison: Comparison;
}

const PAGE = 100;

/** The recording and its replay side by side. */
export function ComparisonView({ recording, replay, comparison }: ComparisonViewProps): ReactElement {
  const [onlyDifferences, setOnlyDifferences] = useState(comparison.differences > 0);
  const { calls, events, differences } = comparison;
  const shownCalls = calls.filter(({ same }) => !onlyDifferences || !same);
  const isSame = differences === 0 && replay.problems.length === 0;
  return (
    <section className={styles.section} aria-label="Comparison">
      <div className={comparisonStyles.verdict} role="status" aria-label="Outcome of the replay">
        <Badge tone={isSame ? 'ok' : 'bad'} icon={isSame ? CircleCheck : TriangleAlert}>
          {summariseComparison(comparison)}
        </Badge>
        {replay.stopped && <Badge tone="warn">stopped before its end</Badge>}
      </div>
      {replay.problems.length > 0 && (
        <ul className={styles.warnings} aria-label="Problems of the replay">
          {replay.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      <div className={styles.line}>
        <Checkbox
          className={styles.grow}
          label="Only differences"
          checked={onlyDifferences}
          onChange={(event) => setOnlyDifferences(event.currentTarget.checked)}
        />
        <CopyReport text={() => writeReport(recording, replay, comparison)} />
      </div>
      <Rows title="Calls" rows={shownCalls} total={calls.length} recording={recording} />
      {recording.clients.map(({ id, name }) => {
        const heard = events.filter(({ client }) => client === id);
        const shown = heard.filter(({ same }) => !onlyDifferences || !same);
        const title = `Events heard by ${name}`;
        return <Rows key={id} title={title} rows={shown} total={heard.length} recording={recording} />;
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
}

function Rows({ title, rows, total, recording }: RowsProps): ReactElement | null {
  const [limit, setLimit] = useState(PAGE);
  if (total === 0) return null;
  const clientOf = new Map(recording.clients.map((client) => [client.id, client]));
  return (
    <div>
      <h4 className={comparisonStyles.group}>
        {title}{' '}
        <span className={comparisonStyles.count}>
          {rows.length < total ? `${rows.length} of ${total}` : total}
        </span>
      </h4>
      {rows.length === 0 ? (
        <p className={styles.hint}>{countOf(total, title === 'Calls' ? 'call' : 'event')}, all the same.</p>
      ) : (
        <ul className={comparisonStyles.compared} aria-label={title}>
          {rows.slice(0, limit).map((row, index) => (
            // Rows never change their order, and two may be alike.
            <ComparedRow key={`${index} ${row.event}`} row={row} client={clientOf.get(row.client)} />
          ))}
        </ul>
      )}
      {rows.length > limit && (
        <Button variant="default" size="compact-xs" onClick={() => setLimit(limit + PAGE)}>
          Show {Math.min(PAGE, rows.length - limit)} more
        </Button>
      )}
    </div>
  );
}

function CopyReport({ text }: { text: () => string }): ReactElement {
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();
  const copy = (): void => {
    // There is no clipboard where the page is not secure.
    const copied = navigator.clipboard ? navigator.clipboard.writeText(text()) : Promise.reject();
    copied.then(
      () => setOutcome('copied'),
      () => setOutcome('failed'),
    );
  };
  const isCopied = outcome === 'copied';
  return (
    <>
      <Button
        variant="default"
        leftSection={isCopied ? <Check size={13} aria-hidden /> : <Copy size={13} aria-hidden />}
        onClick={copy}
      >
        {isCopied ? 'Copied' : 'Copy report'}
      </Button>
      {outcome === 'failed' && <span role="alert">The browser does not let this page copy.</span>}
    </>
  );
}
