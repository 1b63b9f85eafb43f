import { TextInput } from '@mantine/core';
import { ListFilter, Pause, Play, Trash2, X } from 'lucide-react';
import { type ReactElement, type ReactNode, type RefObject, useState } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import { SmallButton } from '../../components/small-button.tsx';
import ui from '../../components/ui.module.css';
import { TIMELINE } from '../../texts/timeline.ts';
import { isEverything } from './filter.ts';
import { FilterFields, type FilterFieldsProps } from './filter-fields.tsx';
import { useTimelineFilter } from './filter-store.ts';
import { parseQuery } from './filter-text.ts';
import type { TimelineView } from './row-feed.ts';
import { SavedFilters } from './saved-filters.tsx';
import styles from './timeline.module.css';

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
  return (
    <search className={styles.filters} aria-label={TIMELINE.filterTimeline}>
      <div className={styles.line}>
        <TextInput
          ref={filterRef}
          className={ui.grow}
          aria-label={TIMELINE.filter}
          placeholder={TIMELINE.filterExample}
          title={TIMELINE.filterHelp}
          rightSection={<kbd>f</kbd>}
          value={filter.text}
          error={parseQuery(filter.text).problem}
          onChange={({ currentTarget }) => change({ text: currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            onEnter();
          }}
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

/** How many entries there are, and how many of them fit the filter. */
export function FilterCount({ view }: { view: TimelineView }): ReactElement {
  const { filter, clear } = useTimelineFilter();
  const filtered = !isEverything(filter);
  const { total, matching, folded } = view;
  return (
    <div className={`${ui.hint} ${styles.summary}`}>
      <span className={`${ui.grow} ${ui.count}`}>
        {filtered ? TIMELINE.matching(matching, total) : TIMELINE.total(total)}
        {folded > 0 && TIMELINE.folded(folded)}
      </span>
      {filtered && (
        <SmallButton icon={X} variant="subtle" onClick={clear}>
          {TIMELINE.clearFilter}
        </SmallButton>
      )}
    </div>
  );
}
