import type { ReactElement } from 'react';
import { formatTime } from '../../components/format-time.ts';
import type { HistoryItem } from '../../lib/named-client.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
import styles from './client-connection.module.css';
import { type AttemptText, describeAttempt, describeStep } from './describe-attempt.ts';

interface HistoryLine extends AttemptText {
  readonly key: string;
  readonly at: number;
}

/** How many lines show at once; the earlier ones open on demand. */
const SHOWN = 8;

/** What a client's connection went through, newest first. */
export function HistoryList({ entry }: { entry: NamedClient }): ReactElement {
  const { name, history } = entry;
  const lines = history.flatMap(toLine).reverse();
  return (
    <>
      <Lines lines={lines.slice(0, SHOWN)} label={`Attempts of ${name}, newest first`} />
      {lines.length > SHOWN && (
        <details>
          <summary className={styles.summary}>{lines.length - SHOWN} earlier</summary>
          <Lines lines={lines.slice(SHOWN)} label={`Earlier attempts of ${name}`} />
        </details>
      )}
    </>
  );
}

function toLine(item: HistoryItem, index: number): HistoryLine[] {
  const text = 'step' in item ? describeStep(item.step) : describeAttempt(item.state, item.before);
  return text ? [{ ...text, at: item.at, key: `${item.at} ${index} ${text.title}` }] : [];
}

function Lines({ lines, label }: { lines: readonly HistoryLine[]; label: string }): ReactElement {
  return (
    <ol className={styles.history} aria-label={label}>
      {lines.map(({ key, at, title, problem }) => (
        <li key={key}>
          <time className={styles.time}>{formatTime(at)}</time>
          <span>
            {title}
            {problem && <span className={styles.explanation}>{problem.explanation}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
