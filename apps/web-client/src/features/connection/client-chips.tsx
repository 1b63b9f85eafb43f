import { ActionIcon, Menu } from '@mantine/core';
import { Copy, EllipsisVertical, KeyRound, Pencil, Plus, Server, Trash2 } from 'lucide-react';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import { ClientDot } from '../../components/client-dot.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { lazyDialog } from '../../components/lazy-part.tsx';
import { NameDialog } from '../../components/name-dialog.tsx';
import { useClients, useSession } from '../../lib/console-session.ts';
import { tell } from '../../lib/notice.ts';
import { CLIENTS } from '../../texts/clients.ts';
import styles from './client-chips.module.css';
import { stateLook } from './state-look.ts';

const TargetDialog = lazyDialog(
  CLIENTS.servers,
  () => import('./target-dialog.tsx'),
  ({ TargetDialog }) => TargetDialog,
);

/** Characters of a client's name. */
const MAX_NAME = 32;

export interface ClientChipsProps {
  readonly selectedId: string;
  readonly onSelect: (id: string) => void;
}

/** The clients, one of which the console sends as. */
export function ClientChips({ selectedId, onSelect }: ClientChipsProps): ReactElement {
  const entries = useClients();
  const { clients } = useSession();
  const [adding, setAdding] = useState(false);
  return (
    <div className={styles.row}>
      <ul className={styles.list} aria-label={CLIENTS.list}>
        {entries.map((entry) => (
          <li key={entry.id} className={styles.chip} data-selected={entry.id === selectedId || undefined}>
            <Chip entry={entry} selected={entry.id === selectedId} onSelect={onSelect} />
            {entry.id === selectedId && (
              <ClientMenu entry={entry} canRemove={entries.length > 1} onSelect={onSelect} />
            )}
          </li>
        ))}
      </ul>
      <IconButton label={CLIENTS.add} icon={Plus} onClick={() => setAdding(true)} />
      {adding && (
        <NameDialog
          title={CLIENTS.add}
          action={CLIENTS.addIt}
          maxLength={MAX_NAME}
          onClose={() => setAdding(false)}
          onName={(name) => onSelect(clients.add(name, selectedId))}
        />
      )}
    </div>
  );
}

function Chip({
  entry,
  selected,
  onSelect,
}: {
  entry: NamedClient;
  selected: boolean;
  onSelect: (id: string) => void;
}): ReactElement {
  const { word, icon: Icon, tone } = stateLook(entry);
  const ref = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const chip = selected ? ref.current?.parentElement : undefined;
    const list = chip?.parentElement;
    if (!chip || !list) return;
    // Not scrollIntoView, after which the next Tab key would start here.
    const end = chip.offsetLeft + chip.offsetWidth - list.clientWidth;
    list.scrollLeft = Math.max(end, Math.min(list.scrollLeft, chip.offsetLeft));
  }, [selected]);
  return (
    <button
      ref={ref}
      type="button"
      className={styles.button}
      aria-pressed={selected}
      aria-label={CLIENTS.chip(entry.name, word)}
      title={CLIENTS.chipTitle(entry.name, word, entry.identity?.user?.name)}
      onClick={() => onSelect(entry.id)}
    >
      <ClientDot hue={entry.hue} />
      <span className={styles.name}>{entry.name}</span>
      <Icon size={13} aria-hidden className={styles[tone]} />
    </button>
  );
}

interface ClientMenuProps {
  readonly entry: NamedClient;
  readonly canRemove: boolean;
  /** Called for a client that was made, or brought back. */
  readonly onSelect: (id: string) => void;
}

/** What can be done with the selected client. */
function ClientMenu({ entry, canRemove, onSelect }: ClientMenuProps): ReactElement {
  const { clients } = useSession();
  const [renaming, setRenaming] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const { id, name } = entry;
  const remove = (): void => {
    const restore = clients.remove(id);
    tell({
      text: CLIENTS.removed(name),
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
          <ActionIcon aria-label={CLIENTS.options(name)} size={24} radius={0}>
            <EllipsisVertical size={13} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Server size={13} aria-hidden />} onClick={() => setChoosing(true)}>
            {CLIENTS.connectElsewhere}
          </Menu.Item>
          <Menu.Item leftSection={<Pencil size={13} aria-hidden />} onClick={() => setRenaming(true)}>
            {CLIENTS.rename}
          </Menu.Item>
          <Menu.Item
            leftSection={<Copy size={13} aria-hidden />}
            onClick={() => onSelect(clients.duplicate(id))}
          >
            {CLIENTS.duplicate}
          </Menu.Item>
          <Menu.Item
            leftSection={<KeyRound size={13} aria-hidden />}
            disabled={!entry.identity}
            onClick={() => clients.forgetIdentity(id)}
          >
            {CLIENTS.forget}
          </Menu.Item>
          <Menu.Item leftSection={<Trash2 size={13} aria-hidden />} disabled={!canRemove} onClick={remove}>
            {CLIENTS.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {choosing && <TargetDialog entry={entry} onClose={() => setChoosing(false)} />}
      {renaming && (
        <NameDialog
          title={CLIENTS.renameOf(name)}
          action={CLIENTS.rename}
          name={name}
          maxLength={MAX_NAME}
          onClose={() => setRenaming(false)}
          onName={(to) => clients.rename(id, to)}
        />
      )}
    </>
  );
}
