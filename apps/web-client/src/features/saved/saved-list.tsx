import {
  ChevronDown,
  ChevronRight,
  Copy,
  Download,
  Folder,
  Pencil,
  Save,
  Trash2,
  TriangleAlert,
} from 'lucide-react';
import { type ReactElement, useId, useState } from 'react';
import { useDestination } from '../../clients/destination.ts';
import { NameDialog } from '../../components/name-dialog.tsx';
import { OptionsMenu } from '../../components/options-menu.tsx';
import ui from '../../components/ui.module.css';
import { contractById, sentSpec } from '../../contract/contracts.ts';
import { SAVED } from '../../texts/saved.ts';
import { duplicate, exportSaved, remove, removeFolder, update } from './actions.ts';
import { type Draft, loadSaved, writtenDraft } from './draft-of.ts';
import { changeMessage, type ListedFolder, renameFolder, type SavedMessage } from './library.ts';
import styles from './saved.module.css';
import { savedStore } from './saved-store.ts';

export interface SavedFolderProps {
  readonly folder: ListedFolder;
  /** The names of all folders. */
  readonly folders: readonly string[];
  /** A message went into the editor of its event. */
  readonly onLoaded: (event: string) => void;
}

/** One folder and what is in it; those in no folder stand without a head. */
export function SavedFolder({ folder, folders, onLoaded }: SavedFolderProps): ReactElement {
  const [open, setOpen] = useState(true);
  const { name, messages } = folder;
  return (
    <li>
      {name !== '' && <FolderHead folder={folder} open={open} onToggle={() => setOpen(!open)} />}
      {open && messages.length > 0 && (
        <ul className={name === '' ? undefined : styles.nested}>
          {messages.map((message) => (
            <SavedRow key={message.id} message={message} folders={folders} onLoaded={onLoaded} />
          ))}
        </ul>
      )}
    </li>
  );
}

interface FolderHeadProps extends Pick<SavedFolderProps, 'folder'> {
  readonly open: boolean;
  readonly onToggle: () => void;
}

function FolderHead({ folder: { name, messages }, open, onToggle }: FolderHeadProps): ReactElement {
  const [renaming, setRenaming] = useState(false);
  const Chevron = open ? ChevronDown : ChevronRight;
  const onName = (to: string): void => {
    if (to !== name) void savedStore.edit(renameFolder(name, to));
  };
  return (
    <div className={styles.item}>
      <button type="button" className={`${ui.row} ${styles.row}`} aria-expanded={open} onClick={onToggle}>
        <Chevron size={12} aria-hidden />
        <Folder size={13} aria-hidden />
        <span className={ui.clip}>{name}</span>
        <span className={`${ui.count} ${ui.dim}`}>{messages.length}</span>
      </button>
      <OptionsMenu
        label={SAVED.optionsOfFolder(name)}
        options={[
          { text: SAVED.rename, icon: Pencil, onClick: () => setRenaming(true) },
          { text: SAVED.doExport, icon: Download, onClick: () => exportSaved(name) },
          { text: SAVED.remove, icon: Trash2, onClick: () => removeFolder(name) },
        ]}
      />
      {renaming && (
        <NameDialog
          title={SAVED.renameFolder(name)}
          action={SAVED.doRename}
          name={name}
          onClose={() => setRenaming(false)}
          onName={onName}
        />
      )}
    </div>
  );
}

interface SavedRowProps extends Pick<SavedFolderProps, 'folders' | 'onLoaded'> {
  readonly message: SavedMessage;
}

/** One saved message: a click loads it, its menu does the rest. */
function SavedRow({ message, folders, onLoaded }: SavedRowProps): ReactElement {
  const [placing, setPlacing] = useState(false);
  const descriptionId = useId();
  const to = useDestination();
  const contract = contractById(to.contract);
  const { id, name, event, folder } = message;
  const isKnown = contract.isRaw || sentSpec(contract, event) !== undefined;
  const description = isKnown ? event : SAVED.unknownEvent(event);
  const readEditor = (): Draft | undefined => writtenDraft(message, to);
  const updateFromEditor = (): void => {
    const written = readEditor();
    if (written) update(message, written);
  };
  const load = (): void => {
    loadSaved(message, to);
    onLoaded(event);
  };
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={`${ui.row} ${styles.row}`}
        aria-describedby={descriptionId}
        title={`${name} · ${description}`}
        onClick={load}
      >
        <span className={ui.clip}>{name}</span>
        {!isKnown && <TriangleAlert size={12} aria-hidden className={`${ui.warn} ${styles.flag}`} />}
        <span className={`${ui.clip} ${ui.mono} ${ui.dim} ${styles.event}`} aria-hidden>
          {event}
        </span>
      </button>
      <span id={descriptionId} hidden>
        {description}
      </span>
      <OptionsMenu
        label={SAVED.options(name)}
        options={[
          { text: SAVED.renameOrMove, icon: Pencil, onClick: () => setPlacing(true) },
          { text: SAVED.duplicate, icon: Copy, onClick: () => duplicate(message) },
          {
            text: SAVED.updateFromEditor,
            icon: Save,
            disabled: () => !readEditor(),
            onClick: updateFromEditor,
          },
          { text: SAVED.remove, icon: Trash2, onClick: () => remove(message) },
        ]}
      />
      {placing && (
        <NameDialog
          title={SAVED.renameOrMoveMessage(name)}
          action={SAVED.save}
          name={name}
          folder={folder}
          folders={folders}
          onClose={() => setPlacing(false)}
          onName={(to, into = '') => void savedStore.edit(changeMessage(id, { name: to, folder: into }))}
        />
      )}
    </li>
  );
}
