import { ActionIcon, Menu } from '@mantine/core';
import { ChevronDown, ChevronRight, Download, EllipsisVertical, Folder, Pencil, Trash2 } from 'lucide-react';
import { type ReactElement, Suspense, useState } from 'react';
import { removeFolder, rename } from './actions.ts';
import { LazyExportDialog } from './lazy-export-dialog.ts';
import type { ListedFolder } from './list-saved.ts';
import { NameDialog } from './name-dialog.tsx';
import styles from './saved.module.css';
import type { Library, SavedMessage } from './saved-message.ts';
import { SavedRow } from './saved-row.tsx';

export interface SavedFolderProps {
  readonly folder: ListedFolder;
  readonly library: Library;
  readonly onLoad: (message: SavedMessage) => void;
}

/** One folder and what is in it; those in no folder stand without a head. */
export function SavedFolder({ folder, library, onLoad }: SavedFolderProps): ReactElement {
  const [open, setOpen] = useState(true);
  const { name, messages } = folder;
  return (
    <li>
      {name !== undefined && (
        <FolderHead
          name={name}
          count={messages.length}
          library={library}
          open={open}
          onToggle={() => setOpen(!open)}
        />
      )}
      {open && messages.length > 0 && (
        <ul data-nested={name !== undefined || undefined} className={styles.rows}>
          {messages.map((message) => (
            <SavedRow
              key={message.id}
              message={message}
              folders={library.folders}
              onLoad={() => onLoad(message)}
            />
          ))}
        </ul>
      )}
    </li>
  );
}

interface FolderHeadProps {
  readonly name: string;
  readonly count: number;
  readonly library: Library;
  readonly open: boolean;
  readonly onToggle: () => void;
}

function FolderHead({ name, count, library, open, onToggle }: FolderHeadProps): ReactElement {
  const [asking, setAsking] = useState<'name' | 'export'>();
  const Chevron = open ? ChevronDown : ChevronRight;
  const close = (): void => setAsking(undefined);
  return (
    <div className={styles.item}>
      <button type="button" className={styles.row} aria-expanded={open} onClick={onToggle}>
        <Chevron size={12} aria-hidden className={styles.icon} />
        <Folder size={13} aria-hidden className={styles.icon} />
        <span className={styles.folder}>{name}</span>
        <span className={styles.event}>{count}</span>
      </button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon className={styles.more} aria-label={`Options of the folder ${name}`}>
            <EllipsisVertical size={13} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Pencil size={13} aria-hidden />} onClick={() => setAsking('name')}>
            Rename…
          </Menu.Item>
          <Menu.Item leftSection={<Download size={13} aria-hidden />} onClick={() => setAsking('export')}>
            Export…
          </Menu.Item>
          <Menu.Item leftSection={<Trash2 size={13} aria-hidden />} onClick={() => removeFolder(name)}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking === 'name' && (
        <NameDialog
          title={`Rename the folder ${name}`}
          action="Rename"
          name={name}
          onClose={close}
          onPlace={(place) => rename(name, place.name)}
        />
      )}
      {asking === 'export' && (
        <Suspense fallback={null}>
          <LazyExportDialog library={library} folder={name} onClose={close} />
        </Suspense>
      )}
    </div>
  );
}
