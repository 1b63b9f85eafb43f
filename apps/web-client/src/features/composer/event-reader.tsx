import { Button } from '@mantine/core';
import type { EventSpec, ServerEventSpec } from '@switchboard/contract';
import { ListFilter, LockKeyhole } from 'lucide-react';
import type { ReactElement } from 'react';
import { useContract } from '../../clients/destination.ts';
import { Badge } from '../../components/badge.tsx';
import { lazyPart } from '../../components/lazy-part.tsx';
import { MarkedText } from '../../components/marked-text.tsx';
import ui from '../../components/ui.module.css';
import { COMPOSER } from '../../texts/composer.ts';
import styles from './composer.module.css';

export const EventDocs = lazyPart(COMPOSER.docs, () => import('./docs/event-docs.tsx'), 'EventDocs');

export interface EventHeaderProps {
  readonly title: string;
  readonly spec: Pick<EventSpec, 'deprecated' | 'description' | 'policy'> & { readonly summary?: string };
}

/** What an event is called, what it is for, and whether it needs a login; its other rules are in the docs. */
export function EventHeader({ title, spec }: EventHeaderProps): ReactElement {
  const { summary, description, deprecated, policy } = spec;
  return (
    <header className={styles.header}>
      <div className={ui.bar}>
        <h2 className={ui.title} style={{ fontFamily: 'var(--sb-mono)' }}>
          {title}
        </h2>
        {deprecated && <Badge tone="warn">{COMPOSER.deprecated}</Badge>}
        {policy?.scope && (
          <Badge icon={LockKeyhole}>
            {COMPOSER.needsLogin} {policy.scope}
          </Badge>
        )}
      </div>
      {summary && <p>{summary}</p>}
      {description && (
        <p className={ui.hint}>
          <MarkedText text={description} />
        </p>
      )}
    </header>
  );
}

export interface EventReaderProps {
  readonly event: string;
  /** Left out for an event that the contract does not have. */
  readonly spec: ServerEventSpec | undefined;
  readonly onFilter: () => void;
}

/** What the contract says of an event that the server sends. */
export function EventReader({ event, spec, onFilter }: EventReaderProps): ReactElement {
  const { isRaw } = useContract();
  const unknown: EventHeaderProps['spec'] = isRaw
    ? { summary: COMPOSER.rawEvent }
    : { summary: COMPOSER.unknownEvent, description: COMPOSER.otherVersion };
  return (
    <section className={`${ui.fill} ${styles.frame}`} aria-label={COMPOSER.about(event)}>
      <EventHeader title={event} spec={spec ?? unknown} />
      <div className={`${ui.scroller} ${ui.panel} ${styles.body}`}>
        <div>
          <Button variant="default" leftSection={<ListFilter size={13} aria-hidden />} onClick={onFilter}>
            {COMPOSER.showInTimeline}
          </Button>
        </div>
        {spec && <EventDocs event={event} spec={spec} />}
      </div>
    </section>
  );
}
