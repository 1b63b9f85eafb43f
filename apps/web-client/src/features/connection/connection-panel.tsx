import { Button } from '@mantine/core';
import type { ConnectionState } from '@switchboard/client';
import { TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import { ClientDot } from '../../components/client-dot.tsx';
import { formatTime } from '../../components/format-time.ts';
import { useClients, useSession } from '../../lib/console-session.ts';
import type { Attempt, NamedClient } from '../../lib/named-clients.ts';
import styles from './connection-panel.module.css';
import { describeAttempt } from './describe-attempt.ts';
import { stateLook } from './state-look.ts';

type SeenAttempt = Attempt & { readonly before: ConnectionState | undefined };

/** How many attempts show at once; the earlier ones open on demand. */
const SHOWN = 8;

/** Every client's connection: how it stands, what to do about a problem, and every attempt so far. */
export function ConnectionPanel(): ReactElement {
  const entries = useClients();
  return (
    // Scrolls, so it must be reachable by key.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key
    <section className={styles.panel} aria-label="Connections" tabIndex={0}>
      {entries.map((entry) => (
        <ClientConnection key={entry.id} entry={entry} />
      ))}
    </section>
  );
}

function ClientConnection({ entry }: { entry: NamedClient }): ReactElement {
  const { name, hue, client, state, identity, attempts } = entry;
  const { word, icon: Icon, tone } = stateLook(state);
  const newestFirst = attempts
    .map((attempt, index) => ({ ...attempt, before: attempts[index - 1]?.state }))
    .reverse();
  return (
    <section className={styles.client} aria-label={`Connection of ${name}`}>
      <h2 className={styles.title}>
        <ClientDot hue={hue} /> {name}
        <span className={`${styles.state} ${styles[tone]}`}>
          <Icon size={13} aria-hidden /> {word}
        </span>
      </h2>
      <dl className={styles.facts}>
        <dt>URL</dt>
        <dd>{client.url}</dd>
        <dt>Socket</dt>
        <dd>{state.status === 'connected' ? `${state.socketId} by ${state.transport}` : 'none'}</dd>
        <dt>Identity</dt>
        <dd>{identity ? `${identity.user.name} (${identity.user.id})` : 'none: not logged in'}</dd>
      </dl>
      {'problem' in state && state.problem && <Problem entry={entry} />}
      <Attempts attempts={newestFirst.slice(0, SHOWN)} label={`Attempts of ${name}, newest first`} />
      {newestFirst.length > SHOWN && (
        <details>
          <summary className={styles.earlier}>{newestFirst.length - SHOWN} earlier</summary>
          <Attempts attempts={newestFirst.slice(SHOWN)} label={`Earlier attempts of ${name}`} />
        </details>
      )}
    </section>
  );
}

function Attempts({ attempts, label }: { attempts: readonly SeenAttempt[]; label: string }): ReactElement {
  return (
    <ol className={styles.attempts} aria-label={label}>
      {attempts.map(({ at, state, before }) => {
        const { title, problem } = describeAttempt(state, before);
        return (
          <li key={`${at} ${title}`}>
            <time className={styles.time}>{formatTime(at)}</time>
            <span>
              {title}
              {problem && <span className={styles.explanation}>{problem.explanation}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function Problem({ entry }: { entry: NamedClient }): ReactElement | null {
  const { clients } = useSession();
  const { state, client, identity } = entry;
  const problem = 'problem' in state ? state.problem : undefined;
  if (!problem) return null;
  return (
    <div className={styles.problem} role="alert">
      <p className={styles.problemTitle}>
        <TriangleAlert size={14} aria-hidden /> {problem.explanation}
      </p>
      {problem.error && <p>Code {problem.error.code}</p>}
      <div className={styles.actions}>
        {identity && problem.error?.code === 'UNAUTHORIZED' && (
          <Button onClick={() => clients.forgetIdentity(entry.id)}>Forget the token and connect again</Button>
        )}
        {state.status === 'refused' && (
          <Button variant="default" onClick={() => client.connect()}>
            Connect again
          </Button>
        )}
        {state.status !== 'refused' && <span>It is tried again by itself.</span>}
      </div>
    </div>
  );
}
