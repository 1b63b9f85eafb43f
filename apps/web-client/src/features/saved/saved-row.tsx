import { ActionIcon, Menu } from '@mantine/core';
import { Copy, EllipsisVertical, Pencil, Save, Trash2, TriangleAlert } from 'lucide-react';
import { type ReactElement, useId, useState } from 'react';
import { CUSTOM_NAME, readDraft } from '../../lib/drafts.ts';
import { clientSpec } from '../../lib/spec-of.ts';
import { duplicate, remove, renameOrMove, update } from './actions.ts';
import { customDraft, eventDraft } from './draft-of.ts';
import { NameDialog } from './name-dialog.tsx';
import styles from './saved.module.css';
import type { SavedMessage } from './saved-message.ts';

export interface SavedRowProps {
  readonly message: SavedMessage;
  readonly folders: readonly string[];
  readonly onLoad: () => void;
}

/** One saved message: a click loads it, its menu does the rest. */
export function SavedRow({ message, folders, onLoad }: SavedRowProps): ReactElement {
  const [placing, setPlacing] = useState(false);
  const descriptionId = useId();
  const isKnown = clientSpec(message.event) !== undefined;
  const description = isKnown ? message.event : `${message.event}: the contract does not have this event`;
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={styles.row}
        aria-describedby={descriptionId}
        title={`${message.name} · ${description}`}
        onClick={onLoad}
      >
        <span className={styles.name}>{message.name}</span>
        {!isKnown && <TriangleAlert size={12} aria-hidden className={styles.flag} />}
        <span className={styles.event} aria-hidden>
          {message.event}
        </span>
      </button>
      <span id={descriptionId} hidden>
        {description}
      </span>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon className={styles.more} aria-label={`Options of ${message.name}`}>
            <EllipsisVertical size={13} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Pencil size={13} aria-hidden />} onClick={() => setPlacing(true)}>
            Rename or move…
          </Menu.Item>
          <Menu.Item leftSection={<Copy size={13} aria-hidden />} onClick={() => duplicate(message)}>
            Duplicate
          </Menu.Item>
          <Menu.Item
            leftSection={<Save size={13} aria-hidden />}
            disabled={!hasDraft(message)}
            onClick={() => update(message, draftOf(message).text)}
          >
            Update from the editor
          </Menu.Item>
          <Menu.Item leftSection={<Trash2 size={13} aria-hidden />} onClick={() => remove(message)}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {placing && (
        <NameDialog
          title={`Rename or move ${message.name}`}
          action="Save"
          name={message.name}
          folder={message.folder}
          folders={folders}
          onClose={() => setPlacing(false)}
          onPlace={(place) => renameOrMove(message, place)}
        />
      )}
    </li>
  );
}

function draftOf({ event }: SavedMessage): { readonly text: string } {
  return clientSpec(event) ? eventDraft(event) : customDraft();
}

/** Whether the editor holds something for this very event. */
function hasDraft({ event }: SavedMessage): boolean {
  return clientSpec(event) ? readDraft(event) !== undefined : readDraft(CUSTOM_NAME) === event;
}
