import { contract } from '@switchboard/events';
import { Keyboard } from 'lucide-react';
import type { ReactElement } from 'react';
import { IconButton } from '../components/icon-button.tsx';
import { RepeatChips } from '../features/composer/repeat/repeat-chips.tsx';
import { ClientChips } from '../features/connection/client-chips.tsx';
import { StateChip } from '../features/connection/state-chip.tsx';
import type { NamedClient } from '../lib/named-clients.ts';
import styles from './shell.module.css';
import { ThemeSwitch } from './theme-switch.tsx';

export interface TopBarProps {
  readonly entry: NamedClient;
  readonly onSelectClient: (id: string) => void;
  readonly onHelp: () => void;
  readonly narrow: boolean;
}

export function TopBar({ entry, onSelectClient, onHelp, narrow }: TopBarProps): ReactElement {
  return (
    <header className={styles.top}>
      <div className={styles.brand}>
        <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width={20} height={20} />
        <h1 className={styles.name}>Switchboard</h1>
        <span className={styles.version} title="The contract that this console was generated from">
          {contract.name} {contract.version}
        </span>
      </div>
      <ClientChips selectedId={entry.id} onSelect={onSelectClient} />
      <RepeatChips />
      {!narrow && (
        <div className={styles.topRight}>
          <StateChip entry={entry} />
          <ThemeSwitch />
          <IconButton label="Keys" icon={Keyboard} onClick={onHelp} />
        </div>
      )}
    </header>
  );
}
