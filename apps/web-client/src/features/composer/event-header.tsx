import type { EventSpec, ServerEventSpec } from '@switchboard/contract';
import { LockKeyhole } from 'lucide-react';
import type { ReactElement } from 'react';
import { Badge } from '../../components/badge.tsx';
import { MarkedText } from '../../components/marked-text.tsx';
import { COMPOSER } from '../../texts/composer.ts';
import styles from './composer.module.css';

/** What an event is called, what it is for, and whether it needs a login; its other rules are in the docs. */
export function EventHeader({
  event,
  spec,
}: {
  event: string;
  spec: EventSpec | ServerEventSpec;
}): ReactElement {
  const { policy }: Partial<EventSpec> = spec;
  return (
    <header className={styles.header}>
      <div className={styles.titleRow}>
        <h2 className={styles.title}>{event}</h2>
        <div className={styles.facts}>
          {spec.deprecated && <Badge tone="warn">{COMPOSER.deprecated}</Badge>}
          {policy?.scope && (
            <Badge icon={LockKeyhole}>
              {COMPOSER.needsLogin} {policy.scope}
            </Badge>
          )}
        </div>
      </div>
      <p className={styles.summary}>{spec.summary}</p>
      {spec.description && (
        <p className={styles.description}>
          <MarkedText text={spec.description} />
        </p>
      )}
    </header>
  );
}
