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
import type { NamedClient } from '../../clients/named-client.ts';
import type { Tone } from '../../components/badge.tsx';
import { CLIENTS } from '../../texts/clients.ts';

export interface StateLook {
  readonly word: string;
  readonly icon: LucideIcon;
  readonly tone: Tone;
}

const LOOKS: Record<ConnectionState['status'], StateLook> = {
  disconnected: { word: CLIENTS.disconnected, icon: CircleSlash, tone: 'neutral' },
  connecting: { word: CLIENTS.connecting, icon: CircleDashed, tone: 'warn' },
  connected: { word: CLIENTS.connected, icon: CircleCheck, tone: 'ok' },
  reconnecting: { word: CLIENTS.reconnecting, icon: RefreshCw, tone: 'warn' },
  refused: { word: CLIENTS.refused, icon: CircleX, tone: 'bad' },
};

const OFFLINE: StateLook = { word: CLIENTS.offline, icon: WifiOff, tone: 'warn' };

const LOST: StateLook = { word: CLIENTS.lost, icon: CircleX, tone: 'bad' };

/** How the console shows a client's state: by word, icon and tone, never by colour alone. */
export function stateLook({ state, faults }: Pick<NamedClient, 'state' | 'faults'>): StateLook {
  if (faults.isOffline) return OFFLINE;
  return state.status === 'refused' && !isRefusal(state.problem) ? LOST : LOOKS[state.status];
}

/** Whether the server said no; otherwise a connection was lost that is not to be made again. */
export function isRefusal({ cause }: ConnectionProblem): boolean {
  return cause !== undefined && 'data' in cause;
}

/** Whether there is no connection, and none comes by itself. */
export function isClosed({ state }: Pick<NamedClient, 'state'>): boolean {
  return state.status === 'disconnected' || state.status === 'refused';
}
