import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, type ReactElement, useId } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import type { Place } from './actions.ts';

export interface NameDialogProps {
  readonly title: string;
  readonly action: string;
  readonly name: string;
  /** The folders to choose from, for something that lies in one. */
  readonly folders?: readonly string[];
  readonly folder?: string | undefined;
  /** Done in the place of `action`, with nothing but a click. */
  readonly other?: { readonly action: string; readonly onClick: () => void } | undefined;
  readonly onClose: () => void;
  readonly onPlace: (place: Place) => void;
}

/** Asks for a name, and for a folder where there is one to choose: a name that is new makes a new folder. */
export function NameDialog(props: NameDialogProps): ReactElement {
  const { title, action, name, folders, folder, other, onClose, onPlace } = props;
  const listId = useId();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const value = text(data, 'name');
    if (value === '') return;
    onPlace({ name: value, folder: text(data, 'folder') || undefined });
    onClose();
  };
  return (
    <Dialog opened onClose={onClose} title={title} size="sm">
      <form onSubmit={submit}>
        <TextInput
          label="Name"
          name="name"
          defaultValue={name}
          required
          pattern=".*\S.*"
          title="Not only spaces"
          maxLength={200}
          autoComplete="off"
          autoFocus
          data-autofocus
        />
        {folders && (
          <>
            <TextInput
              mt="sm"
              label="Folder"
              description="Empty for none; a new name makes a new folder."
              name="folder"
              list={listId}
              defaultValue={folder}
              maxLength={200}
              autoComplete="off"
            />
            <datalist id={listId}>
              {folders.map((option) => (
                <option key={option} value={option} />
              ))}
            </datalist>
          </>
        )}
        <Group justify="flex-end" mt="md" gap="xs">
          {other && (
            <Button
              variant="default"
              onClick={() => {
                other.onClick();
                onClose();
              }}
            >
              {other.action}
            </Button>
          )}
          <Button type="submit">{action}</Button>
        </Group>
      </form>
    </Dialog>
  );
}

function text(data: FormData, field: string): string {
  const value = data.get(field);
  return typeof value === 'string' ? value.trim() : '';
}
