import { ActionIcon, Menu } from '@mantine/core';
import { Copy, EllipsisVertical, KeyRound, Pencil, Server, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { lazyDialog } from '../../components/lazy-part.tsx';
import { NameDialog } from '../../components/name-dialog.tsx';
import { useSession } from '../../lib/console-session.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
import { tell } from '../../lib/notice.ts';

const TargetDialog = lazyDialog(
  'Servers',
  () => import('./target-dialog.tsx'),
  ({ TargetDialog }) => TargetDialog,
);

export interface ClientMenuProps {
  readonly entry: NamedClient;
  readonly canRemove: boolean;
  /** Called for a client that was made, or brought back. */
  readonly onSelect: (id: string) => void;
}

/** Characters of a client's name. */
export const MAX_NAME = 32;

/** What can be done with the selected client. */
export function ClientMenu({ entry, canRemove, onSelect }: ClientMenuProps): ReactElement {
  const { clients } = useSession();
  const [renaming, setRenaming] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const { id, name } = entry;
  const remove = (): void => {
    const restore = clients.remove(id);
    tell({
      text: `Removed the client ${name}.`,
      undo: () => {
        restore();
        onSelect(id);
      },
    });
  };
  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={`Options of ${name}`} size={24} radius={0}>
            <EllipsisVertical size={13} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Server size={13} aria-hidden />} onClick={() => setChoosing(true)}>
            Connect to another server
          </Menu.Item>
          <Menu.Item leftSection={<Pencil size={13} aria-hidden />} onClick={() => setRenaming(true)}>
            Rename
          </Menu.Item>
          <Menu.Item
            leftSection={<Copy size={13} aria-hidden />}
            onClick={() => onSelect(clients.duplicate(id))}
          >
            Duplicate
          </Menu.Item>
          <Menu.Item
            leftSection={<KeyRound size={13} aria-hidden />}
            disabled={!entry.identity}
            onClick={() => clients.forgetIdentity(id)}
          >
            Forget the identity and reconnect
          </Menu.Item>
          <Menu.Item leftSection={<Trash2 size={13} aria-hidden />} disabled={!canRemove} onClick={remove}>
            Remove
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {choosing && <TargetDialog entry={entry} onClose={() => setChoosing(false)} />}
      {renaming && (
        <NameDialog
          title={`Rename ${name}`}
          action="Rename"
          name={name}
          maxLength={MAX_NAME}
          onClose={() => setRenaming(false)}
          onName={(to) => clients.rename(id, to)}
        />
      )}
    </>
  );
}
