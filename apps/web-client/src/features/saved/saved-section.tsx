import { Button, TextInput } from '@mantine/core';
import { ChevronDown, ChevronRight, Download, FolderPlus, Search } from 'lucide-react';
import { type ReactElement, Suspense, useId, useState } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import { readStoredJson, storeJson } from '../../lib/stored-json.ts';
import { createFolder } from './actions.ts';
import { loadSaved } from './draft-of.ts';
import { ImportButton } from './import-button.tsx';
import { LazyExportDialog } from './lazy-export-dialog.ts';
import { listSaved } from './list-saved.ts';
import { NameDialog } from './name-dialog.tsx';
import styles from './saved.module.css';
import { SavedFolder } from './saved-folder.tsx';
import type { SavedMessage } from './saved-message.ts';
import { savedStore, useSaved } from './use-saved.ts';

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
    <section className={styles.saved} aria-label="Saved">
      <div className={styles.head}>
        <h2 className={styles.title}>
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={open}
            aria-controls={bodyId}
            onClick={toggle}
          >
            <Chevron size={13} aria-hidden /> Saved
            <span className={styles.count}>{library.messages.size}</span>
          </button>
        </h2>
        <IconButton label="New folder" icon={FolderPlus} onClick={() => setAsking('folder')} />
        <ImportButton />
        <IconButton
          label="Export saved messages"
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
          title="New folder"
          action="Create"
          name=""
          onClose={() => setAsking(undefined)}
          onPlace={({ name }) => createFolder(name)}
        />
      )}
      {asking === 'export' && (
        <Suspense fallback={null}>
          <LazyExportDialog library={library} onClose={() => setAsking(undefined)} />
        </Suspense>
      )}
    </section>
  );
}

function SavedList({ onLoaded }: SavedSectionProps): ReactElement {
  const { library, loaded, problem } = useSaved();
  const [search, setSearch] = useState('');
  const folders = listSaved(library, search);
  const isEmpty = library.messages.size === 0 && library.folders.length === 0;
  const onLoad = (message: SavedMessage): void => {
    loadSaved(message);
    onLoaded(message.event);
  };
  return (
    <>
      {problem && (
        <div className={styles.problem} role="alert">
          <p>{problem}</p>
          <Button variant="default" size="compact-xs" onClick={() => void savedStore.retry()}>
            Try again
          </Button>
        </div>
      )}
      {!isEmpty && (
        <TextInput
          aria-label="Search saved messages"
          placeholder="Search saved"
          leftSection={<Search size={14} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      {loaded && isEmpty && <p className={styles.none}>Nothing yet. Save keeps the draft in the editor.</p>}
      {!isEmpty && folders.length === 0 && <p className={styles.none}>Nothing saved fits the search.</p>}
      <ul className={styles.folders}>
        {folders.map((folder) => (
          <SavedFolder key={folder.name ?? ''} folder={folder} library={library} onLoad={onLoad} />
        ))}
      </ul>
    </>
  );
}
