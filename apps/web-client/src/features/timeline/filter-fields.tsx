import { Button, NativeSelect } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { type ReactElement, useMemo } from 'react';
import { useLogPart } from '../../lib/console-session.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
import type { LogSnapshot } from '../../lib/traffic-log.ts';
import type { Direction } from './filter.ts';
import styles from './filter-bar.module.css';
import { DIRECTION_OPTIONS, eventOptions, outcomeOptions } from './filter-options.ts';
import { useTimelineFilter } from './filter-store.ts';

/** The parts of the filter that are picked. */
export function FilterFields({ clients }: { clients: readonly NamedClient[] }): ReactElement {
  const { filter, change } = useTimelineFilter();
  const { direction, event, client, outcome, violations } = filter;
  const seen = useLogPart(seenNames);
  const events = useMemo(() => eventOptions([event, ...seen.split('\n')]), [event, seen]);
  const clientOptions = [
    { value: '', label: 'All clients' },
    ...clients.map(({ id, name }) => ({ value: id, label: name })),
    ...(client !== '' && !clients.some(({ id }) => id === client)
      ? [{ value: client, label: 'Removed client' }]
      : []),
  ];
  return (
    <div className={styles.fields}>
      <NativeSelect
        aria-label="Direction"
        size="xs"
        data={DIRECTION_OPTIONS}
        value={direction}
        data-active={direction !== 'all' || undefined}
        onChange={({ currentTarget }) => change({ direction: currentTarget.value as Direction })}
      />
      <NativeSelect
        aria-label="Event"
        size="xs"
        data={events}
        value={event}
        data-active={event !== '' || undefined}
        onChange={({ currentTarget }) => change({ event: currentTarget.value })}
      />
      <NativeSelect
        aria-label="Client"
        size="xs"
        data={clientOptions}
        value={client}
        data-active={client !== '' || undefined}
        onChange={({ currentTarget }) => change({ client: currentTarget.value })}
      />
      <NativeSelect
        aria-label="Outcome"
        size="xs"
        data={outcomeOptions(outcome)}
        value={outcome}
        data-active={outcome !== '' || undefined}
        onChange={({ currentTarget }) => change({ outcome: currentTarget.value })}
      />
      <Button
        size="xs"
        variant={violations ? 'light' : 'default'}
        aria-pressed={violations}
        leftSection={<TriangleAlert size={13} aria-hidden />}
        onClick={() => change({ violations: !violations })}
      >
        Violations
      </Button>
    </div>
  );
}

/** The names that went either way, in one text: it changes only with a new name. */
function seenNames({ sentByEvent, receivedByEvent }: LogSnapshot): string {
  return [...sentByEvent.keys(), ...receivedByEvent.keys()].join('\n');
}
