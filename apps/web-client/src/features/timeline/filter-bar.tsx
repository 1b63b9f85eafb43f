import { Button, TextInput } from '@mantine/core';
import { ListFilter, Pause, Play, Trash2, X } from 'lucide-react';
import { type KeyboardEvent, type ReactElement, type ReactNode, type RefObject, useState } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import { TIMELINE } from '../../texts/timeline.ts';
import { isEverything } from './filter.ts';
import styles from './filter-bar.module.css';
import { FilterFields, type FilterFieldsProps } from './filter-fields.tsx';
import { useTimelineFilter } from './filter-store.ts';
import { parseQuery } from './filter-text.ts';
import { SavedFilters } from './saved-filters.tsx';

export interface FilterBarProps extends FilterFieldsProps {
  readonly filterRef: RefObject<HTMLInputElement | null>;
  readonly narrow: boolean;
  readonly paused: boolean;
  readonly onPause: () => void;
  readonly onClear: () => void;
  /** Enter opens the first row that is shown. */
  readonly onEnter: () => void;
  /** What else can be done with the timeline. */
  readonly menu: ReactNode;
}

/** What the timeline shows, and whether it runs. */
export function FilterBar(props: FilterBarProps): ReactElement {
  const { filterRef, clients, recording, narrow, paused, onPause, onClear, onEnter, menu } = props;
  const { filter, change } = useTimelineFilter();
  const [fieldsShown, setFieldsShown] = useState(false);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onEnter();
  };
  return (
    <search className={styles.bar} aria-label={TIMELINE.filterTimeline}>
      <div className={styles.line}>
        <TextInput
          ref={filterRef}
          className={styles.text}
          aria-label={TIMELINE.filter}
          placeholder={TIMELINE.filterExample}
          title={TIMELINE.filterHelp}
          rightSection={<kbd>f</kbd>}
          value={filter.text}
          error={parseQuery(filter.text).problem}
          onChange={({ currentTarget }) => change({ text: currentTarget.value })}
          onKeyDown={onKeyDown}
        />
        {narrow && (
          <IconButton
            label={TIMELINE.moreFilters}
            icon={ListFilter}
            pressed={fieldsShown}
            onClick={() => setFieldsShown(!fieldsShown)}
          />
        )}
        <SavedFilters />
        <IconButton
          label={paused ? TIMELINE.resume : TIMELINE.pause}
          icon={paused ? Play : Pause}
          onClick={onPause}
          pressed={paused}
        />
        <IconButton label={TIMELINE.clear} icon={Trash2} onClick={onClear} />
        {menu}
      </div>
      {(!narrow || fieldsShown) && <FilterFields clients={clients} recording={recording} />}
    </search>
  );
}

interface FilterCountProps {
  /** How many entries fit the filter, and of how many. */
  readonly matching: number;
  readonly total: number;
  readonly onClear: () => void;
}

export function FilterCount({ matching, total, onClear }: FilterCountProps): ReactElement {
  const filtered = useTimelineFilter(({ filter }) => !isEverything(filter));
  return (
    <div className={styles.summary}>
      <span className={styles.count}>
        {filtered ? TIMELINE.matching(matching, total) : TIMELINE.total(total)}
      </span>
      {filtered && (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<X size={12} aria-hidden />}
          onClick={onClear}
        >
          {TIMELINE.clearFilter}
        </Button>
      )}
    </div>
  );
}
