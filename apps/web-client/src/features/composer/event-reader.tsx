import { Button } from '@mantine/core';
import type { ServerEventSpec } from '@switchboard/contract';
import { ListFilter } from 'lucide-react';
import type { ReactElement } from 'react';
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

const STRANGER: ServerEventSpec = {
  summary: 'The server sent this event. The contract does not have it.',
  description: 'The server may have another version of the contract.',
};

/** What the contract says of an event that the server sends. */
export function EventReader({ event, spec, onFilter }: EventReaderProps): ReactElement {
  return (
    <section className={styles.composer} aria-label={`About ${event}`}>
      <EventHeader event={event} spec={spec ?? STRANGER} />
      <div className={styles.reader}>
        <Button variant="default" leftSection={<ListFilter size={13} aria-hidden />} onClick={onFilter}>
          Show in the timeline
        </Button>
        {spec && <EventDocs event={event} spec={spec} />}
      </div>
    </section>
  );
}
