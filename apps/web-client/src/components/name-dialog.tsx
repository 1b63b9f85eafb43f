import { Button, Group, TextInput } from '@mantine/core';
import { type ReactElement, type ReactNode, useId, useState } from 'react';
import { PARTS } from '../texts/shell.ts';
import { Dialog } from './dialog.tsx';
import ui from './ui.module.css';

export interface NameDialogProps {
  readonly title: string;
  /** The word of the button, which may depend on the name: "Save", or "Replace" where there is one of that name. */
  readonly action: string | ((name: string) => string);
  /** The name to begin with. @default '' */
  readonly name?: string;
  /** @default 'Name' */
  readonly label?: string;
  readonly description?: string | ((name: string) => string | undefined);
  /** In characters. @default 200 */
  readonly maxLength?: number;
  /** Why a name cannot be used; it is never called with an empty one. */
  readonly check?: (name: string) => string | undefined;
  /** The folders to choose from, for something that lies in one. */
  readonly folders?: readonly string[];
  readonly folder?: string | undefined;
  /** Done in the place of `action`, with nothing but a click. */
  readonly other?: { readonly action: string; readonly onClick: () => void } | undefined;
  /** Stands above the field: what is to be named. */
  readonly children?: ReactNode;
  readonly onClose: () => void;
  /** Gets the name without spaces around it, and the folder, `undefined` for none. */
  readonly onName: (name: string, folder: string | undefined) => void;
}

/** Asks for a name, and for a folder where there is one to choose: a name that is new makes a new folder. */
export function NameDialog(props: NameDialogProps): ReactElement {
  const { title, action, label = PARTS.name, description, maxLength = 200, check, folders, other } = props;
  const [typed, setTyped] = useState(props.name ?? '');
  const [folder, setFolder] = useState(props.folder ?? '');
  const [tried, setTried] = useState(false);
  const listId = useId();
  const name = typed.trim();
  const problem = name === '' ? tried && PARTS.giveName : check?.(name);
  const submit = (): void => {
    setTried(true);
    if (name === '' || problem) return;
    props.onName(name, folder.trim() || undefined);
    props.onClose();
  };
  return (
    <Dialog opened onClose={props.onClose} title={title} size="sm">
      <form
        className={ui.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {props.children}
        <TextInput
          label={label}
          description={typeof description === 'function' ? description(name) : description}
          error={problem || undefined}
          value={typed}
          maxLength={maxLength}
          autoComplete="off"
          spellCheck={false}
          // At once, before the next key: the trap of the dialog's focus comes later.
          autoFocus
          data-autofocus
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        {folders && (
          <>
            <TextInput
              label={PARTS.folder}
              description={PARTS.folderHelp}
              list={listId}
              value={folder}
              maxLength={200}
              autoComplete="off"
              onChange={({ currentTarget }) => setFolder(currentTarget.value)}
            />
            <datalist id={listId}>
              {folders.map((option) => (
                <option key={option} value={option} />
              ))}
            </datalist>
          </>
        )}
        <Group justify="flex-end" gap="xs">
          {other && (
            <Button
              variant="default"
              onClick={() => {
                other.onClick();
                props.onClose();
              }}
            >
              {other.action}
            </Button>
          )}
          <Button type="submit">{typeof action === 'function' ? action(name) : action}</Button>
        </Group>
      </form>
    </Dialog>
  );
}
