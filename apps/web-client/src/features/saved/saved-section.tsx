import { Button, TextInput } from '@mantine/core';
import { ChevronDown, ChevronRight, Download, FolderPlus, Search } from 'lucide-react';
import { type ReactElement, useId, useState } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import { NameDialog } from '../../components/name-dialog.tsx';
import ui from '../../components/ui.module.css';
import { useContract } from '../../contract/contracts.ts';
import { readStoredJson, storeJson } from '../../lib/storage.ts';
import { SAVED } from '../../texts/saved.ts';
import { createFolder } from './actions.ts';
import { loadSaved } from './draft-of.ts';
import { ImportSaved } from './import-saved.tsx';
import styles from './saved.module.css';
import { ExportDialog, SavedFolder } from './saved-list.tsx';
import { listSaved, type SavedMessage } from './saved-message.ts';
import { savedStore, useSaved } from './saved-store.ts';

export interface SavedSectionProps {
  /** A message went into the editor of its event. */
  readonly onLoaded: (event: string) => void;
}

const STORED = 'switchboard.saved-open';
const storage = (): Storage => localStorage;

/** The saved messages, in their folders. */
export function SavedSection({ onLoaded }: SavedSectionProps): ReactElement {
  const [open, setOpen] = useState(() => readStoredJson(storage, STORED) !== false);
  const [asking, setAsking] = useState<'folder' | 'export'>();
  const { library } = useSaved();
  const bodyId = useId();
  const Chevron = open ? ChevronDown : ChevronRight;
  const toggle = (): void => {
    storeJson(storage, STORED, !open);
    setOpen(!open);
  };
  return (
    <section className={styles.saved} aria-label={SAVED.title}>
      <div className={styles.head}>
        <h2 className={styles.title}>
          <button
            type="button"
            className={styles.row}
            aria-expanded={open}
            aria-controls={bodyId}
            onClick={toggle}
          >
            <Chevron size={13} aria-hidden /> {SAVED.title}
            <span className={styles.count}>{library.messages.size}</span>
          </button>
        </h2>
        <IconButton label={SAVED.newFolder} icon={FolderPlus} onClick={() => setAsking('folder')} />
        <ImportSaved />
        <IconButton
          label={SAVED.exportAll}
          icon={Download}
          disabled={library.messages.size === 0}
          onClick={() => setAsking('export')}
        />
      </div>
      <div id={bodyId} className={styles.body} hidden={!open}>
        <SavedList onLoaded={onLoaded} />
      </div>
      {asking === 'folder' && (
        <NameDialog
          title={SAVED.newFolder}
          action={SAVED.create}
          onClose={() => setAsking(undefined)}
          onName={createFolder}
        />
      )}
      {asking === 'export' && <ExportDialog library={library} onClose={() => setAsking(undefined)} />}
    </section>
  );
}

function SavedList({ onLoaded }: SavedSectionProps): ReactElement {
  const { library, loaded, problem } = useSaved();
  const [search, setSearch] = useState('');
  const contract = useContract();
  const folders = listSaved(library, search);
  const isEmpty = library.messages.size === 0 && library.folders.length === 0;
  const onLoad = (message: SavedMessage): void => {
    loadSaved(message, contract);
    onLoaded(message.event);
  };
  return (
    <>
      {problem && (
        <div className={styles.problem} role="alert">
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
          <SavedFolder key={folder.name ?? ''} folder={folder} library={library} onLoad={onLoad} />
        ))}
      </ul>
    </>
  );
}
