import { Button } from '@mantine/core';
import { TriangleAlert, Unplug } from 'lucide-react';
import type { ReactElement } from 'react';
import { useSession } from '../../lib/console-session.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
import styles from './connection-notice.module.css';
import { noticeOf } from './notice-of.ts';

export interface ConnectionNoticeProps {
  readonly entry: NamedClient;
  /** Shows every attempt. */
  readonly onDetails: () => void;
}

/** Why the client that sends is not connected, what was tried and what to do. Nothing while all is well. */
export function ConnectionNotice({ entry, onDetails }: ConnectionNoticeProps): ReactElement | null {
  const { clients } = useSession();
  const { client, state, identity } = entry;
  const notice = noticeOf(entry);
  if (!notice) return null;
  const { title, explanation, tried, isTriedAgain, code } = notice;
  const Icon = explanation ? TriangleAlert : Unplug;
  return (
    <section className={styles.notice} aria-label="No connection" data-quiet={!explanation || undefined}>
      <div role="alert">
        <p className={styles.title}>
          <Icon size={14} aria-hidden /> {title}
        </p>
        {explanation && <p>{explanation}</p>}
      </div>
      <p className={styles.tried}>{tried}</p>
      <div className={styles.actions}>
        {identity && code === 'UNAUTHORIZED' && (
          <Button onClick={() => clients.forgetIdentity(entry.id)}>Forget the token and connect again</Button>
        )}
        {isTriedAgain ? (
          <Button variant="default" onClick={() => client.disconnect()}>
            Stop trying
          </Button>
        ) : (
          <Button variant="default" onClick={() => client.connect()}>
            {state.status === 'refused' ? 'Connect again' : 'Connect now'}
          </Button>
        )}
        <Button variant="subtle" onClick={onDetails}>
          Every attempt
        </Button>
      </div>
    </section>
  );
}
