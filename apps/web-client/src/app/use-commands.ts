import { useMantineColorScheme } from '@mantine/core';
import { useContract } from '../clients/destination.ts';
import type { NamedClient } from '../clients/named-client.ts';
import { isClosed } from '../features/connection/state-chip.tsx';
import type { Command, CommandGroup } from '../features/palette/palette.tsx';
import { useClients } from '../session/console-session.ts';
import { showKey } from '../texts/keys.ts';
import { CATALOG, PALETTE, SHELL } from '../texts/shell.ts';
import { DEFAULT_WIDTHS, useLayout } from './columns.tsx';
import { useParts } from './parts.ts';
import { useSidePanels } from './side-column.tsx';
import { SCHEMES } from './top-bar.tsx';
import { useUi } from './ui-store.ts';

/** What the shell alone can do. */
export interface ShellActions {
  readonly share: () => void;
  readonly showCustom: () => void;
  readonly showKeys: () => void;
  readonly togglePause: () => void;
  readonly clear: () => void;
}

/** Everything that the palette offers; `entry` is the selected client. */
export function useCommands(entry: NamedClient, actions: ShellActions): CommandGroup[] {
  const contract = useContract();
  const clients = useClients();
  const { select, selectClient, showSide } = useUi();
  const resize = useLayout((layout) => layout.resize);
  const panels = useSidePanels();
  const { QuickStart, useCommands: useOwnCommands = noCommands } = useParts();
  const ownCommands = useOwnCommands();
  const { setColorScheme } = useMantineColorScheme();
  const canConnect = isClosed(entry);

  const events = (direction: 'send' | 'receive') =>
    Object.entries(direction === 'send' ? contract.clientEventMap : contract.serverEventMap).map(
      ([event, { summary }]) => ({
        id: `${direction} ${event}`,
        label: event,
        description: summary,
        run: () => select({ kind: 'event', direction, event }),
      }),
    );

  return [
    {
      name: PALETTE.do,
      commands: [
        ...(QuickStart
          ? [{ id: 'quick-start', label: PALETTE.quickStart, run: () => select({ kind: 'quick-start' }) }]
          : []),
        {
          id: 'custom',
          label: contract.isRaw ? CATALOG.newEvent : CATALOG.customEvent,
          run: actions.showCustom,
        },
        ...ownCommands,
        {
          id: 'connect',
          label: canConnect ? PALETTE.connect(entry.name) : PALETTE.disconnect(entry.name),
          run: () => (canConnect ? entry.link.connect() : entry.link.disconnect()),
        },
        { id: 'pause', label: PALETTE.pause, keys: showKey('p'), run: actions.togglePause },
        { id: 'clear', label: PALETTE.clear, run: actions.clear },
        { id: 'share', label: PALETTE.share, description: PALETTE.shareHelp, run: actions.share },
        { id: 'keys', label: SHELL.keys, keys: showKey('?'), run: actions.showKeys },
        { id: 'widths', label: PALETTE.widths, run: () => resize(DEFAULT_WIDTHS) },
      ],
    },
    { name: PALETTE.send, commands: events('send') },
    { name: PALETTE.receive, commands: events('receive') },
    {
      name: PALETTE.clients,
      commands: clients.map(({ id, name }) => ({
        id: `client ${id}`,
        label: PALETTE.switchTo(name),
        run: () => selectClient(id),
      })),
    },
    {
      name: PALETTE.panels,
      commands: panels.map(({ id, label }) => ({
        id: `panel ${id}`,
        label: PALETTE.show(label),
        run: () => showSide(id),
      })),
    },
    {
      name: PALETTE.theme,
      commands: SCHEMES.map(({ value, label }) => ({
        id: `theme ${value}`,
        label: SHELL.theme(label),
        run: () => setColorScheme(value),
      })),
    },
  ];
}

function noCommands(): readonly Command[] {
  return [];
}
