import { ActionIcon, Menu } from '@mantine/core';
import { EllipsisVertical, KeyRound, Pencil, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { useSession } from '../../lib/console-session.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
import { ClientNameDialog } from './client-name-dialog.tsx';

/** What can be done with the selected client. */
export function ClientMenu({ entry, canRemove }: { entry: NamedClient; canRemove: boolean }): ReactElement {
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
            leftSection={<KeyRound size={13} aria-hidden />}
            disabled={!entry.identity}
            onClick={() => clients.forgetIdentity(entry.id)}
          >
            Forget its identity and reconnect
          </Menu.Item>
          <Menu.Item
            leftSection={<Trash2 size={13} aria-hidden />}
            disabled={!canRemove}
            onClick={() => clients.remove(entry.id)}
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
