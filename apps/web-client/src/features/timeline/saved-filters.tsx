import { Menu } from '@mantine/core';
import { Bookmark, BookmarkPlus, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import { NameDialog } from '../../components/name-dialog.tsx';
import ui from '../../components/ui.module.css';
import { TIMELINE } from '../../texts/timeline.ts';
import { describeFilter, isEverything } from './filter.ts';
import { useSavedFilters, useTimelineFilter } from './filter-store.ts';

/** Picks a filter that was saved, saves the one there is, or removes some. */
export function SavedFilters(): ReactElement {
  const { filter, change } = useTimelineFilter();
  const { named, save, remove } = useSavedFilters();
  const [dialogOpen, setDialogOpen] = useState(false);
  const saved = Object.entries(named);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <IconButton label={TIMELINE.savedFilters} icon={Bookmark} />
        </Menu.Target>
        <Menu.Dropdown>
          {saved.map(([name, one]) => (
            <Menu.Item key={name} onClick={() => change(one)}>
              {name}
            </Menu.Item>
          ))}
          {saved.length > 0 && <Menu.Divider />}
          <Menu.Item leftSection={<BookmarkPlus size={14} aria-hidden />} onClick={() => setDialogOpen(true)}>
            {saved.length > 0 ? TIMELINE.saveOrRemove : TIMELINE.saveFilter}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialogOpen && (
        <NameDialog
          title={TIMELINE.savedFilters}
          label={TIMELINE.saveFilterAs}
          description={isEverything(filter) ? TIMELINE.showsEverything : describeFilter(filter)}
          action={(name) => (Object.hasOwn(named, name) ? TIMELINE.replace : TIMELINE.save)}
          maxLength={60}
          onClose={() => setDialogOpen(false)}
          onName={(name) => save(name, filter)}
        >
          {saved.length > 0 && (
            <ul className={ui.list} aria-label={TIMELINE.savedFilters}>
              {saved.map(([name, one]) => (
                <li key={name} className={ui.bar}>
                  <span className={ui.grow}>{name}</span>
                  <span className={`${ui.grow} ${ui.hint}`}>{describeFilter(one)}</span>
                  <IconButton label={TIMELINE.remove(name)} icon={Trash2} onClick={() => remove(name)} />
                </li>
              ))}
            </ul>
          )}
        </NameDialog>
      )}
    </>
  );
}
