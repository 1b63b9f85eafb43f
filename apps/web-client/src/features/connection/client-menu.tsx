import { ActionIcon, Menu } from '@mantine/core';
import { Copy, EllipsisVertical, KeyRound, Pencil, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { useSession } from '../../lib/console-session.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
import { ClientNameDialog } from './client-name-dialog.tsx';
import type { RemovedClient } from './undo-remove.tsx';

export interface ClientMenuProps {
  readonly entry: NamedClient;
  readonly canRemove: boolean;
  readonly onDuplicated: (id: string) => void;
  readonly onRemoved: (removed: RemovedClient) => void;
}

/** What can be done with the selected client. */
export function ClientMenu({ entry, canRemove, onDuplicated, onRemoved }: ClientMenuProps): ReactElement {
  const { clients } = useSession();
  const [renaming, setRenaming] = useState(false);
  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={`Options of ${entry.name}`} size={24} radius={0}>
            <EllipsisVertical size={13} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Pencil size={13} aria-hidden />} onClick={() => setRenaming(true)}>
            Rename
          </Menu.Item>
          <Menu.Item
            leftSection={<Copy size={13} aria-hidden />}
            onClick={() => onDuplicated(clients.duplicate(entry.id))}
          >
            Duplicate
          </Menu.Item>
          <Menu.Item
            leftSection={<KeyRound size={13} aria-hidden />}
            disabled={!entry.identity}
            onClick={() => clients.forgetIdentity(entry.id)}
          >
            Forget its identity and reconnect
          </Menu.Item>
          <Menu.Item
            leftSection={<Trash2 size={13} aria-hidden />}
            disabled={!canRemove}
            onClick={() => onRemoved({ id: entry.id, name: entry.name, undo: clients.remove(entry.id) })}
          >
            Remove
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ClientNameDialog
        title={`Rename ${entry.name}`}
        action="Rename"
        name={entry.name}
        opened={renaming}
        onClose={() => setRenaming(false)}
        onName={(name) => clients.rename(entry.id, name)}
      />
    </>
  );
}
