import { Group } from '@mantine/core';
import { Copy, KeyRound, Pencil, Plus, Server, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import { ClientDot } from '../../components/client-dot.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { lazyDialog } from '../../components/lazy-part.tsx';
import { NameDialog } from '../../components/name-dialog.tsx';
import { OptionsMenu } from '../../components/options-menu.tsx';
import { useScrolledRow } from '../../components/scrolled-row.ts';
import ui from '../../components/ui.module.css';
import { notify } from '../../lib/notice.ts';
import { useClients, useSession } from '../../session/console-session.ts';
import { CLIENTS } from '../../texts/clients.ts';
import styles from './client-chips.module.css';
import { useTypedSettings } from './settings-draft.ts';
import { stateLook } from './state-chip.tsx';

const TargetDialog = lazyDialog(CLIENTS.servers, () => import('./target-dialog.tsx'), 'TargetDialog');

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
  const row = useScrolledRow(selectedId, 'li:has([aria-pressed="true"])');
  return (
    <Group gap={4} wrap="nowrap" miw={0}>
      <ul {...row.props} className={`${ui.scrolledRow} ${styles.list}`} aria-label={CLIENTS.list}>
        {entries.map((entry) => (
          <li key={entry.id} className={styles.chip}>
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
    </Group>
  );
}

interface ChipProps {
  readonly entry: NamedClient;
  readonly selected: boolean;
  readonly onSelect: (id: string) => void;
}

function Chip({ entry, selected, onSelect }: ChipProps): ReactElement {
  const { word, icon: Icon, tone } = stateLook(entry);
  return (
    <button
      type="button"
      className={`${ui.row} ${styles.button}`}
      aria-pressed={selected}
      aria-label={CLIENTS.chip(entry.name, word)}
      title={CLIENTS.chipTitle(entry.name, word, entry.identity?.user?.name)}
      onClick={() => onSelect(entry.id)}
    >
      <ClientDot hue={entry.hue} />
      <span className={`${ui.clip} ${styles.name}`}>{entry.name}</span>
      <Icon size={13} aria-hidden className={ui[tone]} />
    </button>
  );
}

interface ClientMenuProps {
  readonly entry: NamedClient;
  readonly canRemove: boolean;
  /** Called for a client that was made, or brought back. */
  readonly onSelect: (id: string) => void;
}

function ClientMenu({ entry, canRemove, onSelect }: ClientMenuProps): ReactElement {
  const { clients } = useSession();
  const { discard } = useTypedSettings();
  const [dialog, setDialog] = useState<'name' | 'server'>();
  const { id, name } = entry;
  const close = (): void => setDialog(undefined);
  const remove = (): void => {
    const restore = clients.remove(id);
    const restoreDraft = discard(id);
    notify({
      text: CLIENTS.removed(name),
      undo: () => {
        restore();
        restoreDraft();
        onSelect(id);
      },
    });
  };
  return (
    <>
      <OptionsMenu
        label={CLIENTS.options(name)}
        options={[
          { text: CLIENTS.connectElsewhere, icon: Server, onClick: () => setDialog('server') },
          { text: CLIENTS.rename, icon: Pencil, onClick: () => setDialog('name') },
          { text: CLIENTS.duplicate, icon: Copy, onClick: () => onSelect(clients.duplicate(id)) },
          {
            text: CLIENTS.forget,
            icon: KeyRound,
            disabled: !entry.identity,
            onClick: () => clients.forgetIdentity(id),
          },
          { text: CLIENTS.remove, icon: Trash2, disabled: !canRemove, onClick: remove },
        ]}
      />
      {dialog === 'server' && <TargetDialog entry={entry} onClose={close} />}
      {dialog === 'name' && (
        <NameDialog
          title={CLIENTS.renameOf(name)}
          action={CLIENTS.rename}
          name={name}
          maxLength={MAX_NAME}
          onClose={close}
          onName={(to) => clients.rename(id, to)}
        />
      )}
    </>
  );
}
