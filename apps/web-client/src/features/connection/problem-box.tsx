import { Button } from '@mantine/core';
import { toJson } from '@switchboard/contract';
import { TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import ui from '../../components/ui.module.css';
import { CONNECTION } from '../../texts/connection.ts';
import { useNow } from './clock.ts';
import { RefusalActions } from './connection-notice.tsx';
import styles from './connection-panel.module.css';

/** Why a client has no connection, or is no longer logged in, in plain words, and what to do about it. */
export function ProblemBox({ entry }: { entry: NamedClient }): ReactElement | null {
  const { state, link, progress, faults, loginEnded } = entry;
  const problem = 'problem' in state ? state.problem : undefined;
  const explanation = problem?.explanation ?? loginEnded;
  if (explanation === undefined) return null;
  const { waitUntil } = progress;
  // What a plain server gives with its refusal; that of a contract is its typed error.
  const data = entry.link.contract.isRaw ? Object(problem?.cause).data : undefined;
  return (
    <div className={styles.problem}>
      <p className={styles.problemTitle} role="alert">
        <TriangleAlert size={14} aria-hidden /> {explanation}
      </p>
      {problem?.error && <p>{CONNECTION.code(problem.error.code)}</p>}
      {data !== undefined && (
        <>
          <p className={ui.hint}>{CONNECTION.refusedWith}</p>
          <pre className={`${ui.mono} ${styles.data}`}>{formatJson(data)}</pre>
        </>
      )}
      <div className={styles.actions}>
        <RefusalActions entry={entry} />
        {waitUntil !== undefined && <Countdown until={waitUntil} />}
        {waitUntil !== undefined && !faults.isOffline && (
          <Button variant="default" onClick={() => link.connect()}>
            {CONNECTION.tryNow}
          </Button>
        )}
      </div>
    </div>
  );
}

function formatJson(value: unknown): string {
  return JSON.stringify(toJson(value), null, 2) ?? 'undefined';
}

/** The seconds until an attempt, counted down. It is silent for a screen reader: it would talk each second. */
function Countdown({ until }: { until: number }): ReactElement {
  const seconds = Math.max(0, Math.ceil((until - useNow()) / 1_000));
  return <span role="timer">{CONNECTION.nextAttempt(seconds)}</span>;
}
