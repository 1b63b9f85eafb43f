import { Button, Group, Modal, TextInput } from '@mantine/core';
import type { FormEvent, ReactElement } from 'react';

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
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size="xs"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
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
    </Modal>
  );
}
