import type { ConnectionState } from '@switchboard/client';
import { CircleCheck, CircleDashed, CircleSlash, CircleX, type LucideIcon, RefreshCw } from 'lucide-react';
import type { Tone } from '../../components/badge.tsx';

export interface StateLook {
  readonly word: string;
  readonly icon: LucideIcon;
  readonly tone: Tone;
}

const LOOKS: Record<ConnectionState['status'], StateLook> = {
  disconnected: { word: 'disconnected', icon: CircleSlash, tone: 'neutral' },
  connecting: { word: 'connecting', icon: CircleDashed, tone: 'warn' },
  connected: { word: 'connected', icon: CircleCheck, tone: 'ok' },
  reconnecting: { word: 'reconnecting', icon: RefreshCw, tone: 'warn' },
  refused: { word: 'refused', icon: CircleX, tone: 'bad' },
};

/** How the console shows a state: by word, icon and tone, never by colour alone. */
export function stateLook(state: ConnectionState): StateLook {
  return LOOKS[state.status];
}
