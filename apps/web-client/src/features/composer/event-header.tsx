import type { EventSpec, ServerEventSpec } from '@switchboard/contract';
import { CornerDownLeft, Gauge, Globe, ListOrdered, LockKeyhole, Repeat, Timer } from 'lucide-react';
import type { ReactElement } from 'react';
import { Badge } from '../../components/badge.tsx';
import { MarkedText } from '../../components/marked-text.tsx';
import { formatSize } from '../../lib/bytes.ts';
import styles from './composer.module.css';
import { rateInWords } from './docs/policy-facts.ts';

/** What an event is called, what it is for, and the rules that it is under. */
export function EventHeader({
  event,
  spec,
}: {
  event: string;
  spec: EventSpec | ServerEventSpec;
}): ReactElement {
  const { response, policy }: Partial<EventSpec> = spec;
  return (
    <header className={styles.header}>
      <div className={styles.titleRow}>
        <h2 className={styles.title}>{event}</h2>
        <div className={styles.facts}>
          {spec.deprecated && <Badge tone="warn">deprecated</Badge>}
          {response && <Badge icon={CornerDownLeft}>replies</Badge>}
          {policy?.scope && <Badge icon={LockKeyhole}>needs a login: {policy.scope}</Badge>}
          {policy?.rate && <Badge icon={Gauge}>at most {rateInWords(policy.rate)}</Badge>}
          {policy?.order && policy.order !== 'none' && <Badge icon={ListOrdered}>in order</Badge>}
          {policy?.idempotent && <Badge icon={Repeat}>idempotent</Badge>}
          {policy?.deadline && <Badge icon={Timer}>deadline {policy.deadline / 1_000} s</Badge>}
          {policy?.maxBytes && <Badge>at most {formatSize(policy.maxBytes)}</Badge>}
          {policy?.http && <Badge icon={Globe}>also over HTTP</Badge>}
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
