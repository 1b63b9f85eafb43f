import { Button, Group, type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import { Command, Keyboard, Link2, type LucideIcon, Monitor, Moon, Sun } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { useContract } from '../clients/destination.ts';
import type { NamedClient } from '../clients/named-client.ts';
import { IconButton } from '../components/icon-button.tsx';
import ui from '../components/ui.module.css';
import { RepeatChips } from '../features/composer/repeat/repeat-chips.tsx';
import { ClientChips } from '../features/connection/client-chips.tsx';
import { StateChip } from '../features/connection/state-chip.tsx';
import { RecordingSign } from '../features/recordings/recording-sign.tsx';
import { SHELL } from '../texts/shell.ts';
import styles from './top-bar.module.css';
import { useUi } from './ui-store.ts';

export interface TopBarProps {
  readonly entry: NamedClient;
  readonly tools: ReactNode;
  readonly narrow: boolean;
}

export function TopBar({ entry, tools, narrow }: TopBarProps): ReactElement {
  const { selectClient, showSide } = useUi();
  const contract = useContract();
  return (
    <header className={styles.top}>
      <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width={20} height={20} />
      <div className={`${styles.lines} sb-hidden-narrow`}>
        <h1>{SHELL.product}</h1>
        <span className={`${ui.dim} ${ui.clip}`} title={SHELL.contractOf(entry.name)}>
          {contract.name} {contract.version}
        </span>
      </div>
      <div className={styles.clients}>
        <ClientChips selectedId={entry.id} onSelect={selectClient} />
      </div>
      <RepeatChips />
      <RecordingSign onOpen={() => showSide('recordings')} />
      {!narrow && (
        <div className={styles.right}>
          <ClientAddress url={entry.link.url} />
          <StateChip entry={entry} />
          <Group gap={2} wrap="nowrap">
            {tools}
          </Group>
        </div>
      )}
    </header>
  );
}

/** What the top bar of a narrow screen cannot hold. */
export function MoreBar({ entry, tools }: { entry: NamedClient; tools: ReactNode }): ReactElement {
  return (
    <div className={ui.toolbar}>
      <Group gap="xs" flex="1 0 100%">
        {tools}
      </Group>
      <ClientAddress url={entry.link.url} />
      <StateChip entry={entry} />
    </div>
  );
}

function ClientAddress({ url }: { url: string }): ReactElement {
  const { host, namespace } = splitAddress(url);
  return (
    <p className={styles.lines} title={SHELL.address(url, namespace)}>
      <code className={ui.clip}>{host}</code>
      <span className={`${ui.dim} ${ui.clip}`}>{SHELL.namespace(namespace)}</span>
    </p>
  );
}

/**
 * The two parts of a client's URL, whose path is the namespace. The host has its scheme unless that is https. What is no
 * URL is all host.
 */
export function splitAddress(url: string): { readonly host: string; readonly namespace: string } {
  if (!URL.canParse(url)) return { host: url, namespace: '/' };
  const { protocol, host, pathname } = new URL(url);
  return { host: protocol === 'https:' ? host : `${protocol}//${host}`, namespace: pathname };
}

export interface ToolsProps {
  readonly onPalette: () => void;
  readonly onShare: () => void;
  readonly onHelp: () => void;
  /** Whether their names are in sight, as where nothing hovers. */
  readonly named: boolean;
}

/** The console's own buttons. */
export function Tools({ onPalette, onShare, onHelp, named }: ToolsProps): ReactElement {
  return (
    <>
      <Tool named={named} label={SHELL.palette} icon={Command} onClick={onPalette} />
      <Tool named={named} label={SHELL.share} icon={Link2} onClick={onShare} />
      <Tool named={named} label={SHELL.keys} icon={Keyboard} onClick={onHelp} />
      <ThemeSwitch named={named} />
    </>
  );
}

interface ToolProps {
  readonly named: boolean;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly onClick: () => void;
}

function Tool({ named, label, icon: Icon, onClick }: ToolProps): ReactElement {
  return named ? (
    <Button variant="default" size="sm" leftSection={<Icon size={15} aria-hidden />} onClick={onClick}>
      {label}
    </Button>
  ) : (
    <IconButton label={label} icon={Icon} onClick={onClick} />
  );
}

interface Scheme {
  readonly value: MantineColorScheme;
  readonly label: string;
  readonly icon: LucideIcon;
}

const SYSTEM: Scheme = { value: 'auto', label: SHELL.system, icon: Monitor };

export const SCHEMES: readonly Scheme[] = [
  { value: 'light', label: SHELL.light, icon: Sun },
  { value: 'dark', label: SHELL.dark, icon: Moon },
  SYSTEM,
];

/** Light, dark, or what the system says, in turn; public/theme.js applies the choice before the first paint. */
function ThemeSwitch({ named }: { named: boolean }): ReactElement {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const index = SCHEMES.findIndex(({ value }) => value === colorScheme);
  const { icon, label } = SCHEMES[index] ?? SYSTEM;
  const next = SCHEMES[(index + 1) % SCHEMES.length] ?? SYSTEM;
  return (
    <Tool named={named} label={SHELL.theme(label)} icon={icon} onClick={() => setColorScheme(next.value)} />
  );
}
