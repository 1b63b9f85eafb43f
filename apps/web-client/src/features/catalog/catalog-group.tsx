import type { ReactElement } from 'react';
import type { EventCount } from '../../lib/event-counts.ts';
import type { Direction, EventGroup } from '../../lib/event-list.ts';
import styles from './catalog.module.css';
import { EventRow } from './event-row.tsx';

export interface CatalogGroupProps {
  readonly group: EventGroup;
  readonly counts: ReadonlyMap<string, EventCount>;
  readonly selectedKey: string;
  readonly onEvent: (direction: Direction, event: string) => void;
}

/** The events of one tag. */
export function CatalogGroup({ group, counts, selectedKey, onEvent }: CatalogGroupProps): ReactElement {
  return (
    <div>
      <h3 className={styles.tag}>{group.tag}</h3>
      <ul>
        {group.events.map(({ event, direction, spec }) => (
          <EventRow
            key={event}
            event={event}
            spec={spec}
            count={counts.get(event)}
            selected={selectedKey === `${direction} ${event}`}
            onSelect={() => onEvent(direction, event)}
          />
        ))}
      </ul>
    </div>
  );
}
