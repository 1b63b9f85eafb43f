import type { ReactElement, ReactNode } from 'react';
import type { NamedClient } from '../clients/named-client.ts';
import { useContract } from '../contract/contracts.ts';
import { RepeatChips } from '../features/composer/repeat/repeat-chips.tsx';
import { ClientChips } from '../features/connection/client-chips.tsx';
import { StateChip } from '../features/connection/state-chip.tsx';
import { RecordingSign } from '../features/recordings/recording-sign.tsx';
import { SHELL } from '../texts/shell.ts';
import { splitAddress } from './split-address.ts';
import styles from './top-bar.module.css';
import { useUi } from './ui-store.ts';

export interface TopBarProps {
  readonly entry: NamedClient;
  readonly onSelectClient: (id: string) => void;
  /** The console's own buttons. */
  readonly tools: ReactNode;
  readonly narrow: boolean;
}

export function TopBar({ entry, onSelectClient, tools, narrow }: TopBarProps): ReactElement {
  const showSide = useUi((ui) => ui.showSide);
  const contract = useContract();
  return (
    <header className={styles.top}>
      <div className={styles.brand}>
        <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width={20} height={20} />
        <h1 className={`${styles.name} sb-hidden-narrow`}>{SHELL.product}</h1>
        <span className={`${styles.version} sb-hidden-narrow`} title={SHELL.contractOf(entry.name)}>
          {contract.name} {contract.version}
        </span>
      </div>
      <div className={styles.clients}>
        <ClientChips selectedId={entry.id} onSelect={onSelectClient} />
      </div>
      <RepeatChips />
      <RecordingSign onOpen={() => showSide('recordings')} />
      {!narrow && (
        <div className={styles.right}>
          <ClientAddress url={entry.link.url} />
          <StateChip entry={entry} />
          <div className={styles.tools}>{tools}</div>
        </div>
      )}
    </header>
  );
}

/** What the top bar of a narrow screen cannot hold. */
export function MoreBar({ entry, tools }: { entry: NamedClient; tools: ReactNode }): ReactElement {
  return (
    <div className={styles.more}>
      <div className={styles.moreTools}>{tools}</div>
      <ClientAddress url={entry.link.url} />
      <StateChip entry={entry} />
    </div>
  );
}

/** Where a client connects to. */
function ClientAddress({ url }: { url: string }): ReactElement {
  const { host, namespace } = splitAddress(url);
  return (
    <p className={styles.address} title={SHELL.address(url, namespace)}>
      <span className={styles.host}>{host}</span>
      <span className={styles.namespace}>{SHELL.namespace(namespace)}</span>
    </p>
  );
}
