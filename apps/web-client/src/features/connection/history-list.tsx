import type { ConnectionProblem, ConnectionState } from '@switchboard/client';
import type { ConnectionStep } from '@switchboard/client/devtools';
import type { ReactElement } from 'react';
import type { HistoryItem, NamedClient } from '../../clients/named-client.ts';
import { formatTime } from '../../components/format-time.ts';
import { CONNECTION } from '../../texts/connection.ts';
import styles from './connection-panel.module.css';

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
      <Lines lines={lines.slice(0, SHOWN)} label={CONNECTION.attempts(name)} />
      {lines.length > SHOWN && (
        <details>
          <summary className={styles.summary}>{CONNECTION.earlier(lines.length - SHOWN)}</summary>
          <Lines lines={lines.slice(SHOWN)} label={CONNECTION.earlierAttempts(name)} />
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

interface AttemptText {
  readonly title: string;
  readonly problem?: Pick<ConnectionProblem, 'explanation'>;
}

/** One step in plain words; `undefined` for those that a change of the state tells as well. */
export function describeStep(step: ConnectionStep): AttemptText | undefined {
  switch (step.kind) {
    case 'opening':
    case 'upgraded':
    case 'heartbeat':
      return undefined;
    case 'handshake':
      return { title: CONNECTION.handshakeBy(step.transport) };
    case 'upgrading':
      return { title: CONNECTION.probeAnswered(step.transport) };
    case 'upgrade-failed': {
      const explanation = CONNECTION.upgradeFailedWhy(step.reason);
      return { title: CONNECTION.upgradeFailed(step.transport), problem: { explanation } };
    }
    case 'waiting':
      return { title: CONNECTION.waiting(((step.until - step.at) / 1_000).toFixed(1)) };
  }
}

/** One line of a connection's history in plain words, seen from the state before it. */
export function describeAttempt(state: ConnectionState, before: ConnectionState | undefined): AttemptText {
  switch (state.status) {
    case 'disconnected':
      return { title: CONNECTION.disconnected };
    case 'refused':
      return { title: CONNECTION.refused, problem: state.problem };
    case 'connected':
      return {
        title:
          before?.status === 'connected' && before.socketId === state.socketId
            ? CONNECTION.upgraded(state.transport)
            : CONNECTION.connected(state.transport, state.socketId, state.recovered === true),
      };
    case 'connecting':
    case 'reconnecting':
      return describeTry(state, before);
  }
}

function describeTry(
  state: Extract<ConnectionState, { attempt: number }>,
  before: ConnectionState | undefined,
): AttemptText {
  const { attempt, problem } = state;
  if (state.status === 'reconnecting' && attempt === 0)
    return { title: CONNECTION.lost, ...(problem && { problem }) };
  const failed = before?.status === state.status && before.attempt === attempt && problem !== undefined;
  return failed
    ? { title: CONNECTION.attemptFailed(attempt), problem }
    : { title: CONNECTION.attempt(attempt) };
}
