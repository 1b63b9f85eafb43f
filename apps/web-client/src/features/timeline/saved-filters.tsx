import { ActionIcon, Menu } from '@mantine/core';
import { Bookmark, BookmarkPlus } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { useTimelineFilter } from './filter-store.ts';
import { SavedFiltersDialog } from './saved-filters-dialog.tsx';

/** Picks a filter that was saved, or saves the one there is. */
export function SavedFilters(): ReactElement {
  const { named, change } = useTimelineFilter();
  const [dialogOpen, setDialogOpen] = useState(false);
  const names = Object.keys(named);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label="Saved filters" title="Saved filters">
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
            {names.length > 0 ? 'Save or remove filters…' : 'Save this filter…'}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <SavedFiltersDialog opened={dialogOpen} onClose={() => setDialogOpen(false)} />
    </>
  );
}
