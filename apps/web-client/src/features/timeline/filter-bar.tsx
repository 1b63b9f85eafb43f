import { NativeSelect, TextInput } from '@mantine/core';
import { Pause, Play, Trash2 } from 'lucide-react';
import type { ReactElement, RefObject } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import type { NamedClient } from '../../lib/named-clients.ts';
import { useTimelineFilter } from './filter-store.ts';
import type { Show } from './rows.ts';
import styles from './timeline.module.css';

export interface FilterBarProps {
  readonly filterRef: RefObject<HTMLInputElement | null>;
  readonly clients: readonly NamedClient[];
  readonly paused: boolean;
  readonly onPause: () => void;
  readonly onClear: () => void;
}

const SHOW: { value: Show; label: string }[] = [
  { value: 'all', label: 'Everything' },
  { value: 'sent', label: 'Sent' },
  { value: 'received', label: 'Received' },
  { value: 'connection', label: 'Connection' },
  { value: 'violations', label: 'Violations' },
];

/** What the timeline shows, and whether it runs. */
export function FilterBar({ filterRef, clients, paused, onPause, onClear }: FilterBarProps): ReactElement {
  const { text, show, clientId, change } = useTimelineFilter();
  return (
    <search className={styles.filter} aria-label="Filter the timeline">
      <TextInput
        ref={filterRef}
        className={styles.filterText}
        aria-label="Filter"
        placeholder="Filter"
        rightSection={<kbd>f</kbd>}
        value={text}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      <NativeSelect
        aria-label="Direction"
        size="xs"
        data={SHOW}
        value={show}
        onChange={(event) => change({ show: event.currentTarget.value as Show })}
      />
      <NativeSelect
        aria-label="Client"
        size="xs"
        data={[
          { value: '', label: 'All clients' },
          ...clients.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={clientId ?? ''}
        onChange={(event) => change({ clientId: event.currentTarget.value || undefined })}
      />
      <IconButton
        label={paused ? 'Resume the timeline' : 'Pause the timeline'}
        icon={paused ? Play : Pause}
        onClick={onPause}
        pressed={paused}
      />
      <IconButton label="Clear the timeline" icon={Trash2} onClick={onClear} />
    </search>
  );
}
