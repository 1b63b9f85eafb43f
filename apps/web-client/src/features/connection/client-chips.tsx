import { Plus } from 'lucide-react';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { ClientDot } from '../../components/client-dot.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { NameDialog } from '../../components/name-dialog.tsx';
import { useClients, useSession } from '../../lib/console-session.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
import styles from './client-chips.module.css';
import { ClientMenu, MAX_NAME } from './client-menu.tsx';
import { stateLook } from './state-look.ts';

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
      <ul className={styles.list} aria-label="Clients">
        {entries.map((entry) => (
          <li key={entry.id} className={styles.chip} data-selected={entry.id === selectedId || undefined}>
            <Chip entry={entry} selected={entry.id === selectedId} onSelect={onSelect} />
            {entry.id === selectedId && (
              <ClientMenu entry={entry} canRemove={entries.length > 1} onSelect={onSelect} />
            )}
          </li>
        ))}
      </ul>
      <IconButton label="Add a client" icon={Plus} onClick={() => setAdding(true)} />
      {adding && (
        <NameDialog
          title="Add a client"
          action="Add"
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
      aria-label={`${entry.name}, ${word}`}
      title={`${entry.name}: ${word}${entry.identity?.user ? `, logged in as ${entry.identity.user.name}` : ''}`}
      onClick={() => onSelect(entry.id)}
    >
      <ClientDot hue={entry.hue} />
      <span className={styles.name}>{entry.name}</span>
      <Icon size={13} aria-hidden className={styles[tone]} />
    </button>
  );
}
