import { type ComponentType, createContext, useContext } from 'react';
import type { SavedClient } from '../clients/saved-clients.ts';
import type { ConsoleContract } from '../contract/contracts.ts';
import type { Command } from '../features/palette/command.ts';
import type { SidePanel } from './side-panels.tsx';

/** What a build adds to the console, which itself knows no event. */
export interface ConsoleParts {
  /** Contracts that clients can speak, beside raw mode; the first is that of new clients. */
  readonly contracts?: readonly ConsoleContract[];
  /** The clients of a page that keeps none yet. @default one of the server that the page was made for */
  readonly firstClients?: readonly SavedClient[];
  /** A first page for newcomers. It stays mounted, and shows nothing unless `shown`. */
  readonly QuickStart?: ComponentType<{ readonly clientId: string; readonly shown: boolean }>;
  /** Stands above the timeline. */
  readonly FirstRunHint?: ComponentType<{ readonly onQuickStart: () => void }>;
  /** A hook: more commands of the palette. */
  readonly useCommands?: () => readonly Command[];
  /** More panels, after the others. */
  readonly panels?: readonly SidePanel[];
}

export const PartsContext = createContext<ConsoleParts>({});

export function useParts(): ConsoleParts {
  return useContext(PartsContext);
}
