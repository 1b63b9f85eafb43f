import { useMantineColorScheme } from '@mantine/core';
import { useContract } from '../contract/contracts.ts';
import type { Command, CommandGroup } from '../features/palette/command.ts';
import { useClients } from '../lib/console-session.ts';
import type { NamedClient } from '../lib/named-clients.ts';
import { KEYS, showKey } from './keys.ts';
import { useLayout } from './layout.ts';
import { useParts } from './parts.ts';
import { useSidePanels } from './side-panels.tsx';
import { SCHEMES } from './tools.tsx';
import { useUi } from './ui-store.ts';

/** What the shell alone can do. */
export interface ShellActions {
  readonly share: () => void;
  readonly showKeys: () => void;
  readonly togglePause: () => void;
  readonly clear: () => void;
}

/** Everything that the palette offers; `entry` is the selected client. */
export function useCommands(entry: NamedClient, actions: ShellActions): CommandGroup[] {
  const contract = useContract();
  const clients = useClients();
  const { select, selectClient, showSide } = useUi();
  const panels = useSidePanels();
  const { QuickStart, useCommands: useOwnCommands = noCommands } = useParts();
  const ownCommands = useOwnCommands();
  const { setColorScheme } = useMantineColorScheme();
  const resetWidths = useLayout((layout) => layout.reset);
  const isClosed = entry.state.status === 'disconnected' || entry.state.status === 'refused';

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
      name: 'Do',
      commands: [
        ...(QuickStart
          ? [{ id: 'quick-start', label: 'Quick start', run: () => select({ kind: 'quick-start' }) }]
          : []),
        { id: 'custom', label: 'Custom event…', run: () => select({ kind: 'custom' }) },
        ...ownCommands,
        {
          id: 'connect',
          label: isClosed ? `Connect ${entry.name}` : `Disconnect ${entry.name}`,
          run: () => (isClosed ? entry.link.connect() : entry.link.disconnect()),
        },
        {
          id: 'pause',
          label: 'Pause or resume the timeline',
          ...keysOf('Pause or resume the timeline'),
          run: actions.togglePause,
        },
        { id: 'clear', label: 'Clear the timeline', run: actions.clear },
        { id: 'share', label: 'Share a link…', description: 'To what is in sight', run: actions.share },
        { id: 'keys', label: 'Keys', ...keysOf('This list'), run: actions.showKeys },
        { id: 'widths', label: 'Reset the widths of the columns', run: resetWidths },
      ],
    },
    { name: 'Send', commands: events('send') },
    { name: 'Receive', commands: events('receive') },
    {
      name: 'Clients',
      commands: clients.map(({ id, name }) => ({
        id: `client ${id}`,
        label: `Switch to ${name}`,
        run: () => selectClient(id),
      })),
    },
    {
      name: 'Panels',
      commands: panels.map(({ id, label }) => ({
        id: `panel ${id}`,
        label: `Show ${label}`,
        run: () => showSide(id),
      })),
    },
    {
      name: 'Theme',
      commands: SCHEMES.map(({ value, label }) => ({
        id: `theme ${value}`,
        label: `Theme: ${label}`,
        run: () => setColorScheme(value),
      })),
    },
  ];
}

function noCommands(): readonly Command[] {
  return [];
}

function keysOf(does: string): { keys?: string } {
  const key = KEYS.find((one) => one.does === does);
  return key ? { keys: showKey(key.keys) } : {};
}
