import { Button, Group, TextInput } from '@mantine/core';
import type { FormEvent, ReactElement } from 'react';
import { Dialog } from '../../components/dialog.tsx';

export interface ClientNameDialogProps {
  readonly title: string;
  readonly action: string;
  readonly name?: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onName: (name: string) => void;
}

/** Asks for a client's name. */
export function ClientNameDialog(props: ClientNameDialogProps): ReactElement {
  const { title, action, name, opened, onClose, onName } = props;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const value = new FormData(event.currentTarget).get('name');
    if (typeof value === 'string' && value.trim()) onName(value.trim());
    onClose();
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={title} size="xs">
      <form onSubmit={submit}>
        <TextInput
          label="Name"
          name="name"
          defaultValue={name}
          required
          maxLength={32}
          autoComplete="off"
          data-autofocus
        />
        <Group justify="flex-end" mt="md">
          <Button type="submit">{action}</Button>
        </Group>
      </form>
    </Dialog>
  );
}
