import { contract } from '@switchboard/events';
import { Keyboard } from 'lucide-react';
import type { ReactElement } from 'react';
import { IconButton } from '../components/icon-button.tsx';
import { ClientChips } from '../features/connection/client-chips.tsx';
import { StateChip } from '../features/connection/state-chip.tsx';
import { RecordingSign } from '../features/recordings/recording-sign.tsx';
import type { NamedClient } from '../lib/named-clients.ts';
import styles from './shell.module.css';
import { ThemeSwitch } from './theme-switch.tsx';
import { useUi } from './ui-store.ts';

export interface TopBarProps {
  readonly entry: NamedClient;
  readonly onSelectClient: (id: string) => void;
  readonly onHelp: () => void;
  readonly narrow: boolean;
}

export function TopBar({ entry, onSelectClient, onHelp, narrow }: TopBarProps): ReactElement {
  const showSide = useUi((ui) => ui.showSide);
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
      <RecordingSign onOpen={() => showSide('recordings')} />
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
