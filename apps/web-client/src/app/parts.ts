import { type ComponentType, createContext, type Ref, type RefObject, useContext } from 'react';
import type { NamedClient } from '../clients/named-client.ts';
import type { SavedClient } from '../clients/saved-clients.ts';
import type { ConsoleContract } from '../contract/contracts.ts';
import type { Command } from '../features/palette/palette.tsx';
import type { TimelineHandle } from '../features/timeline/timeline.tsx';

export interface SidePanelProps {
  readonly entry: NamedClient;
  readonly filterRef: RefObject<HTMLInputElement | null>;
  readonly timelineRef: Ref<TimelineHandle>;
  readonly narrow: boolean;
}

/** A panel of the right column, mounted when it is first shown. */
export interface SidePanel {
  /** Kept in storage and in links. */
  readonly id: string;
  readonly label: string;
  readonly Panel: ComponentType<SidePanelProps>;
  /** Whether it ends when another is shown, as it costs something while it stands; otherwise it keeps its state. */
  readonly endsWhenHidden?: boolean;
}

/** What a build adds to the console, which itself knows no event. */
export interface ConsoleParts {
  /** Contracts that clients can speak, beside raw mode; the first is that of new clients. */
  readonly contracts?: readonly ConsoleContract[];
  /** The clients of a page that keeps none yet. @default one of the server that the page was made for */
  readonly firstClients?: readonly SavedClient[];
  /** A first page for newcomers. It stays mounted, and shows nothing unless `shown`. */
  readonly QuickStart?: ComponentType<{ readonly clientId: string; readonly shown: boolean }>;
  readonly FirstRunHint?: ComponentType<{ readonly onQuickStart: () => void }>;
  /** A hook: more commands of the palette. */
  readonly useCommands?: () => readonly Command[];
  readonly panels?: readonly SidePanel[];
}

export const PartsContext = createContext<ConsoleParts>({});

export function useParts(): ConsoleParts {
  return useContext(PartsContext);
}
