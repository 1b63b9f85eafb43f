import { Button, Group, TextInput } from '@mantine/core';
import type { FormEvent, ReactElement } from 'react';
import { Dialog } from '../../components/dialog.tsx';

export interface RenameDialogProps {
  readonly name: string;
  readonly onClose: () => void;
  readonly onName: (name: string) => void;
}

/** Asks for another name of a recording. */
export function RenameDialog({ name, onClose, onName }: RenameDialogProps): ReactElement {
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const value = new FormData(event.currentTarget).get('name');
    if (typeof value === 'string' && value.trim()) onName(value.trim());
    onClose();
  };
  return (
    <Dialog opened onClose={onClose} title="Rename the recording" size="xs">
      <form onSubmit={submit}>
        <TextInput
          label="New name"
          name="name"
          defaultValue={name}
          required
          maxLength={100}
          autoComplete="off"
          data-autofocus
        />
        <Group justify="flex-end" mt="md">
          <Button type="submit">Rename</Button>
        </Group>
      </form>
    </Dialog>
  );
}
