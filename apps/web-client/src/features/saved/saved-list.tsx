import { ActionIcon, Menu } from '@mantine/core';
import {
  ChevronDown,
  ChevronRight,
  Copy,
  Download,
  EllipsisVertical,
  Folder,
  Pencil,
  Save,
  Trash2,
  TriangleAlert,
} from 'lucide-react';
import { type ReactElement, useId, useRef, useState } from 'react';
import { lazyDialog } from '../../components/lazy-part.tsx';
import { NameDialog } from '../../components/name-dialog.tsx';
import ui from '../../components/ui.module.css';
import { sentSpec, useContract } from '../../contract/contracts.ts';
import { SAVED } from '../../texts/saved.ts';
import { duplicate, remove, removeFolder, rename, renameOrMove, update } from './actions.ts';
import { writtenDraft } from './draft-of.ts';
import styles from './saved.module.css';
import type { Library, ListedFolder, SavedMessage } from './saved-message.ts';

/** Loaded when it is opened: it brings a checkbox that nothing else of the first screen has. */
export const ExportDialog = lazyDialog(
  SAVED.doExport,
  () => import('./export-dialog.tsx'),
  ({ ExportDialog: Loaded }) => Loaded,
);

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
        <ul className={name === undefined ? undefined : styles.nested}>
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
  const row = useRef<HTMLDivElement>(null);
  const close = (): void => setAsking(undefined);
  return (
    <div ref={row} className={styles.item}>
      <button type="button" className={styles.row} aria-expanded={open} onClick={onToggle}>
        <Chevron size={12} aria-hidden />
        <Folder size={13} aria-hidden />
        <span className={ui.clip}>{name}</span>
        <span className={styles.count}>{count}</span>
      </button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={SAVED.optionsOfFolder(name)}>
            <EllipsisVertical size={13} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Pencil size={13} aria-hidden />} onClick={() => setAsking('name')}>
            {SAVED.rename}
          </Menu.Item>
          <Menu.Item leftSection={<Download size={13} aria-hidden />} onClick={() => setAsking('export')}>
            {SAVED.exportMenu}
          </Menu.Item>
          <Menu.Item
            leftSection={<Trash2 size={13} aria-hidden />}
            onClick={() => {
              moveFocusOut(row.current);
              removeFolder(name);
            }}
          >
            {SAVED.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking === 'name' && (
        <NameDialog
          title={SAVED.renameFolder(name)}
          action={SAVED.doRename}
          name={name}
          onClose={close}
          onName={(to) => rename(name, to)}
        />
      )}
      {asking === 'export' && <ExportDialog library={library} folder={name} onClose={close} />}
    </div>
  );
}

interface SavedRowProps {
  readonly message: SavedMessage;
  readonly folders: readonly string[];
  readonly onLoad: () => void;
}

/** One saved message: a click loads it, its menu does the rest. */
function SavedRow({ message, folders, onLoad }: SavedRowProps): ReactElement {
  const [placing, setPlacing] = useState(false);
  const row = useRef<HTMLLIElement>(null);
  const descriptionId = useId();
  const contract = useContract();
  const isKnown = contract.isRaw || sentSpec(contract, message.event) !== undefined;
  const written = writtenDraft(message.event, contract);
  const description = isKnown ? message.event : SAVED.unknownEvent(message.event);
  return (
    <li ref={row} className={styles.item}>
      <button
        type="button"
        className={styles.row}
        aria-describedby={descriptionId}
        title={`${message.name} · ${description}`}
        onClick={onLoad}
      >
        <span className={ui.clip}>{message.name}</span>
        {!isKnown && <TriangleAlert size={12} aria-hidden className={styles.flag} />}
        <span className={`${ui.clip} ${ui.mono} ${styles.event}`} aria-hidden>
          {message.event}
        </span>
      </button>
      <span id={descriptionId} hidden>
        {description}
      </span>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={SAVED.options(message.name)}>
            <EllipsisVertical size={13} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Pencil size={13} aria-hidden />} onClick={() => setPlacing(true)}>
            {SAVED.renameOrMove}
          </Menu.Item>
          <Menu.Item leftSection={<Copy size={13} aria-hidden />} onClick={() => duplicate(message)}>
            {SAVED.duplicate}
          </Menu.Item>
          <Menu.Item
            leftSection={<Save size={13} aria-hidden />}
            disabled={!written}
            onClick={() => written && update(message, written)}
          >
            {SAVED.updateFromEditor}
          </Menu.Item>
          <Menu.Item
            leftSection={<Trash2 size={13} aria-hidden />}
            onClick={() => {
              moveFocusOut(row.current);
              remove(message);
            }}
          >
            {SAVED.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {placing && (
        <NameDialog
          title={SAVED.renameOrMoveMessage(message.name)}
          action={SAVED.save}
          name={message.name}
          folder={message.folder}
          folders={folders}
          onClose={() => setPlacing(false)}
          onName={(name, folder) => renameOrMove(message, { name, folder })}
        />
      )}
    </li>
  );
}

/** Gives the focus to what stands beside a row that is about to go: it would fall to the page. */
function moveFocusOut(row: Element | null): void {
  const item = row?.closest('li');
  const other = item?.nextElementSibling ?? item?.previousElementSibling ?? item?.closest('section');
  other?.querySelector('button')?.focus();
}
