import { ActionIcon, Menu } from '@mantine/core';
import { Bookmark, BookmarkPlus, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import { NameDialog } from '../../components/name-dialog.tsx';
import { TIMELINE } from '../../texts/timeline.ts';
import { describeFilter, isEverything } from './filter.ts';
import styles from './filter-bar.module.css';
import { useTimelineFilter } from './filter-store.ts';

/** Picks a filter that was saved, or saves the one there is. */
export function SavedFilters(): ReactElement {
  const { named, change } = useTimelineFilter();
  const [dialogOpen, setDialogOpen] = useState(false);
  const names = Object.keys(named);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={TIMELINE.savedFilters} title={TIMELINE.savedFilters}>
            <Bookmark size={15} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {names.map((name) => (
            <Menu.Item key={name} onClick={() => named[name] && change(named[name])}>
              {name}
            </Menu.Item>
          ))}
          {names.length > 0 && <Menu.Divider />}
          <Menu.Item leftSection={<BookmarkPlus size={14} aria-hidden />} onClick={() => setDialogOpen(true)}>
            {names.length > 0 ? TIMELINE.saveOrRemove : TIMELINE.saveFilter}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialogOpen && <SavedFiltersDialog onClose={() => setDialogOpen(false)} />}
    </>
  );
}

/** Saves the filter under a name, and removes what is saved. */
function SavedFiltersDialog({ onClose }: { onClose: () => void }): ReactElement {
  const { filter, named, save, remove } = useTimelineFilter();
  const names = Object.keys(named);
  return (
    <NameDialog
      title={TIMELINE.savedFilters}
      label={TIMELINE.saveFilterAs}
      description={isEverything(filter) ? TIMELINE.showsEverything : describeFilter(filter)}
      action={(name) => (Object.hasOwn(named, name) ? TIMELINE.replace : TIMELINE.save)}
      maxLength={60}
      onClose={onClose}
      onName={save}
    >
      {names.length > 0 && (
        <ul className={styles.saved} aria-label={TIMELINE.savedFilters}>
          {names.map((name) => (
            <li key={name}>
              <span>{name}</span>
              <span className={styles.count}>{named[name] && describeFilter(named[name])}</span>
              <IconButton label={TIMELINE.remove(name)} icon={Trash2} onClick={() => remove(name)} />
            </li>
          ))}
        </ul>
      )}
    </NameDialog>
  );
}
