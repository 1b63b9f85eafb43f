import type { ConnectionState } from '@switchboard/client';
import type { ConnectionStep, Inspection } from '@switchboard/client/devtools';
import type { Link } from '../clients/link.ts';
import type { Identity } from './identity.ts';
import type { LinkProgress } from './link-progress.ts';
import type { SavedClient } from './saved-clients.ts';

/** One client of the console, under the name that its user gave it. Its `hue` is a number of its own: it picks the colour. */
export interface NamedClient extends SavedClient {
  readonly id: string;
  /** Its connection: another one after its settings were applied. */
  readonly link: Link;
  /** Of the link. */
  readonly tools: Inspection;
  readonly state: ConnectionState;
  readonly progress: LinkProgress;
  /** Who it is logged in as; survives a reload of this tab. */
  readonly identity?: Identity;
  /** Why it is no longer logged in, where the server ended that. */
  readonly loginEnded?: string;
  readonly faults: Faults;
  /** What its connection went through, oldest first, at most 200. */
  readonly history: readonly HistoryItem[];
}

/** What its user broke on purpose. */
export interface Faults {
  readonly isOffline: boolean;
  readonly isWebsocketBlocked: boolean;
}

export type HistoryItem =
  | { readonly at: number; readonly state: ConnectionState; readonly before: ConnectionState }
  | { readonly at: number; readonly step: ConnectionStep };

const MAX_HISTORY = 200;

/** The history with one more item. */
export function withHistory(entry: NamedClient, item: HistoryItem): readonly HistoryItem[] {
  return [...entry.history, item].slice(-MAX_HISTORY);
}
