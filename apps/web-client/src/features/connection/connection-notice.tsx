import { Button } from '@mantine/core';
import { TriangleAlert, Unplug } from 'lucide-react';
import type { ReactElement } from 'react';
import type { NamedClient } from '../../lib/named-clients.ts';
import styles from './connection-notice.module.css';
import { noticeOf } from './notice-of.ts';
import { RefusalActions } from './refusal-actions.tsx';

export interface ConnectionNoticeProps {
  readonly entry: NamedClient;
  /** Shows every attempt. */
  readonly onDetails: () => void;
}

/** Why the client that sends is not connected, what was tried and what to do. Nothing while all is well. */
export function ConnectionNotice({ entry, onDetails }: ConnectionNoticeProps): ReactElement | null {
  const { link, state } = entry;
  const notice = noticeOf(entry);
  if (!notice) return null;
  const { title, explanation, tried, isTriedAgain } = notice;
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
        <RefusalActions entry={entry} />
        {isTriedAgain ? (
          <Button variant="default" onClick={() => link.disconnect()}>
            Stop trying
          </Button>
        ) : (
          <Button variant="default" onClick={() => link.connect()}>
            {state.status === 'refused' ? 'Connect again' : 'Connect now'}
          </Button>
        )}
        <Button variant="subtle" onClick={onDetails}>
          Show every attempt
        </Button>
      </div>
    </section>
  );
}
