import { Button, Group } from '@mantine/core';
import type { ConnectionProblem, ConnectionState } from '@switchboard/client';
import {
  CircleCheck,
  CircleDashed,
  CircleSlash,
  CircleX,
  type LucideIcon,
  RefreshCw,
  WifiOff,
} from 'lucide-react';
import type { ReactElement } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { useNow } from '../../components/clock.ts';
import ui from '../../components/ui.module.css';
import { formatDuration } from '../../lib/format-time.ts';
import { CLIENTS } from '../../texts/clients.ts';

/** The selected client's connection: transport, state, the time in it, and the button that changes it. */
export function StateChip({ entry }: { entry: NamedClient }): ReactElement {
  return (
    <section aria-label={CLIENTS.connection}>
      <Group gap={6} wrap="nowrap">
        <ConnectionControl entry={entry} />
      </Group>
    </section>
  );
}

/** The same, for a bar that arranges its parts. */
export function ConnectionControl({ entry }: { entry: NamedClient }): ReactElement {
  const { link, state } = entry;
  const { word, icon, tone } = stateLook(entry);
  const now = useNow();
  const canConnect = isClosed(entry);
  return (
    <>
      {state.status === 'connected' && <Badge title={CLIENTS.transport}>{state.transport}</Badge>}
      <Badge tone={tone} icon={icon}>
        <span>{word}</span>
        <span className={ui.count}>{formatDuration(now - state.since)}</span>
      </Badge>
      <Button variant="default" miw={92} onClick={() => (canConnect ? link.connect() : link.disconnect())}>
        {canConnect ? CLIENTS.connect : CLIENTS.disconnect}
      </Button>
    </>
  );
}

type StateLook = Readonly<{ word: string; icon: LucideIcon; tone: Tone }>;

const LOOKS: Record<ConnectionState['status'] | 'offline' | 'lost', StateLook> = {
  disconnected: { word: CLIENTS.disconnected, icon: CircleSlash, tone: 'neutral' },
  connecting: { word: CLIENTS.connecting, icon: CircleDashed, tone: 'warn' },
  connected: { word: CLIENTS.connected, icon: CircleCheck, tone: 'ok' },
  reconnecting: { word: CLIENTS.reconnecting, icon: RefreshCw, tone: 'warn' },
  refused: { word: CLIENTS.refused, icon: CircleX, tone: 'bad' },
  offline: { word: CLIENTS.offline, icon: WifiOff, tone: 'warn' },
  lost: { word: CLIENTS.lost, icon: CircleX, tone: 'bad' },
};

/** How the console shows a client's state: by word, icon and tone, never by colour alone. */
export function stateLook({ state, faults }: Pick<NamedClient, 'state' | 'faults'>): StateLook {
  if (faults.isOffline) return LOOKS.offline;
  const isLost = state.status === 'refused' && !isRefusal(state.problem);
  return LOOKS[isLost ? 'lost' : state.status];
}

/** Whether the server said no; otherwise a connection was lost that is not to be made again. */
export function isRefusal({ cause }: ConnectionProblem): boolean {
  return cause !== undefined && 'data' in cause;
}

/** Whether there is no connection, and none comes by itself. */
export function isClosed({ state }: Pick<NamedClient, 'state'>): boolean {
  return state.status === 'disconnected' || state.status === 'refused';
}
