import type { ConnectionState } from '@switchboard/client';
import type { ConnectionStep } from '@switchboard/client/devtools';
import { wholePath } from '../links/connection-settings.ts';
import type { Link } from '../links/link.ts';
import type { Place } from '../traffic/entry.ts';
import type { Identity, SavedClient } from './saved-clients.ts';

/** One client of the console, under the name that its user gave it. Its `hue` is a number of its own: it picks the colour. */
export interface NamedClient extends SavedClient {
  readonly id: string;
  /** Its connection: another one after its settings were applied. */
  readonly link: Link;
  readonly state: ConnectionState;
  readonly progress: LinkProgress;
  /** Who it is logged in as; survives a reload of this tab. */
  readonly identity?: Identity | undefined;
  /** Why it is no longer logged in, where the server ended that. */
  readonly loginEnded?: string | undefined;
  readonly faults: Faults;
  /** What its connection went through, oldest first, at most 200. */
  readonly history: readonly HistoryItem[];
}

/** What it is connected to. */
export function placeOf({ link, settings }: Pick<NamedClient, 'link' | 'settings'>): Place {
  return { contract: link.contract.id, url: link.url, path: wholePath(settings.path) };
}

/** What its user broke on purpose. */
export interface Faults {
  readonly isOffline: boolean;
  readonly isWebsocketBlocked: boolean;
}

export type HistoryItem =
  | {
      readonly at: number;
      readonly state: ConnectionState;
      readonly before: ConnectionState;
      /** Where it was connected, or tried to. */
      readonly place: Place;
    }
  | { readonly at: number; readonly step: ConnectionStep };

const MAX_HISTORY = 200;

export function withHistory({ history }: NamedClient, item: HistoryItem): readonly HistoryItem[] {
  return [...history, item].slice(-MAX_HISTORY);
}

/** How far a client's present attempt or connection has come. Times are in milliseconds since the epoch. */
export interface LinkProgress {
  readonly opening?: Extract<ConnectionStep, { kind: 'opening' }>;
  readonly handshake?: Extract<ConnectionStep, { kind: 'handshake' }>;
  /** The last that was heard of the upgrade. */
  readonly upgrade?: Extract<ConnectionStep, { kind: 'upgrading' | 'upgraded' | 'upgrade-failed' }>;
  /** Nothing is tried until then. */
  readonly waitUntil?: number;
}

export const NO_PROGRESS: LinkProgress = {};

export function progressAfter(progress: LinkProgress, step: ConnectionStep): LinkProgress {
  switch (step.kind) {
    case 'opening':
      return { opening: step };
    case 'handshake':
      return { ...progress, handshake: step };
    case 'upgrading':
    case 'upgraded':
    case 'upgrade-failed':
      return { ...progress, upgrade: step };
    case 'heartbeat':
      return progress;
    case 'waiting':
      return { waitUntil: step.until };
  }
}
