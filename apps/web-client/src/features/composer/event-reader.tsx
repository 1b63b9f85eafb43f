import { Button } from '@mantine/core';
import type { ServerEventSpec } from '@switchboard/contract';
import { ListFilter } from 'lucide-react';
import type { ReactElement } from 'react';
import { useContract } from '../../contract/contracts.ts';
import { COMPOSER } from '../../texts/composer.ts';
import styles from './composer.module.css';
import { EventDocs } from './editor-tabs.tsx';
import { EventHeader } from './event-header.tsx';

export interface EventReaderProps {
  readonly event: string;
  /** Left out for an event that the contract does not have. */
  readonly spec: ServerEventSpec | undefined;
  /** Shows the event's arrivals in the timeline. */
  readonly onFilter: () => void;
}

/** What the contract says of an event that the server sends. */
export function EventReader({ event, spec, onFilter }: EventReaderProps): ReactElement {
  const { isRaw } = useContract();
  const unknown: ServerEventSpec = isRaw
    ? { summary: COMPOSER.rawEvent }
    : { summary: COMPOSER.unknownEvent, description: COMPOSER.otherVersion };
  return (
    <section className={styles.composer} aria-label={COMPOSER.about(event)}>
      <EventHeader event={event} spec={spec ?? unknown} />
      <div className={styles.reader}>
        <Button variant="default" leftSection={<ListFilter size={13} aria-hidden />} onClick={onFilter}>
          {COMPOSER.showInTimeline}
        </Button>
        {spec && <EventDocs event={event} spec={spec} />}
      </div>
    </section>
  );
}
