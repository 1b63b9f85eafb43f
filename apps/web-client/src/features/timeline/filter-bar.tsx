import { TextInput } from '@mantine/core';
import { ListFilter, Pause, Play, Trash2 } from 'lucide-react';
import { type ReactElement, type ReactNode, type RefObject, useState } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import type { NamedClient } from '../../lib/named-clients.ts';
import styles from './filter-bar.module.css';
import { FilterFields } from './filter-fields.tsx';
import { useTimelineFilter } from './filter-store.ts';
import { SavedFilters } from './saved-filters.tsx';

export interface FilterBarProps {
  readonly filterRef: RefObject<HTMLInputElement | null>;
  readonly clients: readonly NamedClient[];
  readonly narrow: boolean;
  readonly paused: boolean;
  readonly onPause: () => void;
  readonly onClear: () => void;
  /** What else can be done with the timeline. */
  readonly menu: ReactNode;
}

/** What the timeline shows, and whether it runs. */
export function FilterBar(props: FilterBarProps): ReactElement {
  const { filterRef, clients, narrow, paused, onPause, onClear, menu } = props;
  const { filter, change } = useTimelineFilter();
  const [fieldsShown, setFieldsShown] = useState(false);
  return (
    <search className={styles.bar} aria-label="Filter the timeline">
      <div className={styles.line}>
        <TextInput
          ref={filterRef}
          className={styles.text}
          aria-label="Filter"
          placeholder="Filter by event or content"
          rightSection={<kbd>f</kbd>}
          value={filter.text}
          onChange={({ currentTarget }) => change({ text: currentTarget.value })}
        />
        {narrow && (
          <IconButton
            label="More filters"
            icon={ListFilter}
            pressed={fieldsShown}
            onClick={() => setFieldsShown(!fieldsShown)}
          />
        )}
        <SavedFilters />
        <IconButton
          label={paused ? 'Resume the timeline' : 'Pause the timeline'}
          icon={paused ? Play : Pause}
          onClick={onPause}
          pressed={paused}
        />
        <IconButton label="Clear the timeline" icon={Trash2} onClick={onClear} />
        {menu}
      </div>
      {(!narrow || fieldsShown) && <FilterFields clients={clients} />}
    </search>
  );
}
