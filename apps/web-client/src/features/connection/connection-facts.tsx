import type { ReactElement } from 'react';
import { useSession } from '../../lib/console-session.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
import styles from './client-connection.module.css';
import { useNow } from './clock.ts';

/** Where a client connects to, as whom, and when the last heartbeat came. */
export function ConnectionFacts({ entry }: { entry: NamedClient }): ReactElement {
  const { link, state, identity, settings } = entry;
  return (
    <dl className={styles.facts}>
      <dt>URL</dt>
      <dd>
        {link.url} <span className={styles.quiet}>path {settings.path}</span>
      </dd>
      <dt>Socket</dt>
      <dd>{state.status === 'connected' ? state.socketId : 'none'}</dd>
      {!link.contract.isRaw && (
        <>
          <dt>Identity</dt>
          <dd>{describeIdentity(identity)}</dd>
        </>
      )}
      {state.status === 'connected' && <Heartbeat entry={entry} />}
    </dl>
  );
}

function describeIdentity(identity: NamedClient['identity']): string {
  if (!identity) return 'none: not logged in';
  const { user } = identity;
  return user ? `${user.name} (${user.id})` : 'the owner of the pasted token';
}

function Heartbeat({ entry }: { entry: NamedClient }): ReactElement | null {
  const { handshake } = entry.progress;
  const { clients } = useSession();
  const now = useNow();
  const heartbeatAt = clients.heartbeatAt(entry.id);
  if (!handshake) return null;
  const seconds = (ms: number): string => `${Math.max(0, Math.round(ms / 1_000))} s`;
  const last = heartbeatAt === undefined ? 'none yet' : `last ${seconds(now - heartbeatAt)} ago`;
  const { pingInterval, pingTimeout } = handshake;
  return (
    <>
      <dt>Heartbeat</dt>
      <dd>
        {last}{' '}
        <span className={styles.quiet}>
          every {seconds(pingInterval)}, lost after {seconds(pingInterval + pingTimeout)}
        </span>
      </dd>
    </>
  );
}
