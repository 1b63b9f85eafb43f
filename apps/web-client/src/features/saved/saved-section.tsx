import { Button, TextInput } from '@mantine/core';
import { ChevronDown, ChevronRight, Download, FolderPlus, Search } from 'lucide-react';
import { type ReactElement, useId, useState } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import { NameDialog } from '../../components/name-dialog.tsx';
import ui from '../../components/ui.module.css';
import { readStoredJson, storeJson } from '../../lib/storage.ts';
import { SAVED } from '../../texts/saved.ts';
import { exportSaved } from './actions.ts';
import { ImportSaved } from './import-saved.tsx';
import { addFolder, listSaved } from './library.ts';
import styles from './saved.module.css';
import { SavedFolder, type SavedFolderProps } from './saved-list.tsx';
import { savedStore, useSaved } from './saved-store.ts';

const STORED = 'switchboard.saved-open';
const storage = (): Storage => localStorage;

/** The saved messages, in their folders. */
export function SavedSection({ onLoaded }: Pick<SavedFolderProps, 'onLoaded'>): ReactElement {
  const [open, setOpen] = useState(() => readStoredJson(storage, STORED) !== false);
  const [naming, setNaming] = useState(false);
  const [search, setSearch] = useState('');
  const { library, loaded, problem } = useSaved();
  const bodyId = useId();
  const Chevron = open ? ChevronDown : ChevronRight;
  const { size } = library.messages;
  const folders = listSaved(library, search);
  const isEmpty = size === 0 && library.folders.length === 0;
  const toggle = (): void => {
    storeJson(storage, STORED, !open);
    setOpen(!open);
  };
  return (
    <section className={styles.saved} aria-label={SAVED.title}>
      <div className={`${styles.item} ${styles.head}`}>
        <h2 className={`${ui.grow} ${ui.small}`}>
          <button
            type="button"
            className={`${ui.row} ${styles.row}`}
            aria-expanded={open}
            aria-controls={bodyId}
            onClick={toggle}
          >
            <Chevron size={13} aria-hidden /> {SAVED.title}
            <span className={`${ui.count} ${ui.dim}`}>{size}</span>
          </button>
        </h2>
        <IconButton label={SAVED.newFolder} icon={FolderPlus} onClick={() => setNaming(true)} />
        <ImportSaved />
        <IconButton
          label={SAVED.exportAll}
          icon={Download}
          disabled={size === 0}
          onClick={() => exportSaved()}
        />
      </div>
      {open && (
        <div id={bodyId} className={`${ui.stack} ${styles.body}`}>
          {problem && (
            <div className={ui.note} role="alert">
              <p>{problem}</p>
              <Button variant="default" size="compact-xs" onClick={() => void savedStore.open()}>
                {SAVED.tryAgain}
              </Button>
            </div>
          )}
          {!isEmpty && (
            <TextInput
              aria-label={SAVED.search}
              placeholder={SAVED.searchExample}
              leftSection={<Search size={14} aria-hidden />}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
          )}
          {loaded && isEmpty && <p className={ui.hint}>{SAVED.nothingYet}</p>}
          {!isEmpty && folders.length === 0 && <p className={ui.hint}>{SAVED.noMatch}</p>}
          <ul>
            {folders.map((folder) => (
              <SavedFolder key={folder.name} folder={folder} folders={library.folders} onLoaded={onLoaded} />
            ))}
          </ul>
        </div>
      )}
      {naming && (
        <NameDialog
          title={SAVED.newFolder}
          action={SAVED.create}
          onClose={() => setNaming(false)}
          onName={(name) => void savedStore.edit(addFolder(name))}
        />
      )}
    </section>
  );
}
