import { Button, Group, TextInput } from '@mantine/core';
import { ChevronDown, ChevronRight, Download, FolderPlus, Search, Upload } from 'lucide-react';
import { type ReactElement, useId, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { ImportButton } from '../../components/import-button.tsx';
import { NameDialog } from '../../components/name-dialog.tsx';
import ui from '../../components/ui.module.css';
import { readStoredJson, storeJson } from '../../lib/storage.ts';
import { SAVED } from '../../texts/saved.ts';
import { exportSaved } from './actions.ts';
import { addFolder, listSaved } from './library.ts';
import styles from './saved.module.css';
import { type MergeReport, mergeSaved, readSavedFile } from './saved-file.ts';
import { SavedFolder, type SavedFolderProps } from './saved-list.tsx';
import { savedStore, useSaved } from './saved-store.ts';

const STORED = 'switchboard.saved-open';
const storage = (): Storage => localStorage;

/** Bytes; far beyond what a person writes, and short of what freezes the page. */
const MAX_FILE = 50 * 1024 * 1024;

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

/** Merges a file of saved messages into what is here, and reports. */
function ImportSaved(): ReactElement {
  const [done, setDone] = useState<MergeReport>();
  const onText = async (text: string): Promise<void> => {
    const file = readSavedFile(text);
    let report: MergeReport | undefined;
    await savedStore.edit((library) => {
      const merged = mergeSaved(library, file);
      // What it did to what is stored counts, not to what this tab had seen of it.
      report = merged.report;
      return merged.library;
    });
    setDone(report);
  };
  const close = (): void => setDone(undefined);
  return (
    <>
      <ImportButton
        label={SAVED.importFile}
        accept="application/json,.json"
        maxBytes={MAX_FILE}
        onText={onText}
      >
        {(pick) => <IconButton label={SAVED.doImport} icon={Upload} onClick={pick} />}
      </ImportButton>
      {done && (
        <Dialog opened onClose={close} title={SAVED.imported}>
          <div className={ui.form}>
            <p>{SAVED.report(done)}</p>
            <Names title={SAVED.copies} items={done.copies} />
            <Names title={SAVED.withoutSecrets} items={done.withoutSecrets} />
            <Names title={SAVED.refused} items={done.refused} />
            <Group justify="flex-end">
              <Button onClick={close}>{SAVED.close}</Button>
            </Group>
          </div>
        </Dialog>
      )}
    </>
  );
}

/** A list with its title, where there is anything in it. */
function Names({ title, items }: { title: string; items: readonly string[] }): ReactElement | null {
  if (items.length === 0) return null;
  return (
    <div>
      <p>{title}</p>
      <ul className={styles.bullets}>
        {items.map((item, index) => (
          <li key={`${index} ${item}`}>{item}</li>
        ))}
      </ul>
    </div>
  );
}
