import type { ComponentType, ReactNode, Ref, RefObject } from 'react';
import type { NamedClient } from '../clients/named-client.ts';
import { lazyPart } from '../components/lazy-part.tsx';
import { contractOf } from '../contract/contracts.ts';
import { SaveSentButton } from '../features/saved/save-button.tsx';
import type { Row } from '../features/timeline/rows.ts';
import { Timeline, type TimelineHandle } from '../features/timeline/timeline.tsx';
import { argsDraftOf, writeArgsDraft } from '../lib/args-draft.ts';
import { formatDraft } from '../lib/drafts.ts';
import { payloadOf } from '../lib/entry.ts';
import { SHELL } from '../texts/shell.ts';
import { useParts } from './parts.ts';
import { useUi } from './ui-store.ts';
import { useSentAgain } from './use-sent-again.ts';

const ConnectionPanel = lazyPart(
  SHELL.connection,
  () => import('../features/connection/connection-panel.tsx'),
  ({ ConnectionPanel }) => ConnectionPanel,
);

const ChartsPanel = lazyPart(
  SHELL.charts,
  () => import('../features/charts/charts-panel.tsx'),
  ({ ChartsPanel }) => ChartsPanel,
);

const SequencePanel = lazyPart(
  SHELL.sequence,
  () => import('../features/sequence/sequence-panel.tsx'),
  ({ SequencePanel }) => SequencePanel,
);

const RecordingsPanel = lazyPart(
  SHELL.recordings,
  () => import('../features/recordings/recordings-panel.tsx'),
  ({ RecordingsPanel }) => RecordingsPanel,
);

const ContractPanel = lazyPart(
  SHELL.contract,
  () => import('../features/contract/contract-panel.tsx'),
  ({ ContractPanel }) => ContractPanel,
);

/** Saves what a row of the timeline sent. */
function saveButton({ entry }: Row): ReactNode {
  if (entry.kind !== 'call' && entry.kind !== 'send') return null;
  const { event, args, kind, clientId } = entry;
  const text = contractOf(clientId).isRaw
    ? writeArgsDraft(argsDraftOf(args, kind === 'call'))
    : formatDraft(payloadOf(entry) ?? undefined);
  return <SaveSentButton draft={{ event, text }} />;
}

export interface SidePanelProps {
  /** The client that is picked. */
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

/** The panels of the right column, in the order of its tabs. Only the timeline is part of the first load. */
const SIDE_PANELS: readonly [SidePanel, ...SidePanel[]] = [
  {
    id: 'timeline',
    label: SHELL.timeline,
    Panel: function TimelinePanel({ entry, timelineRef, filterRef, narrow }) {
      const { resend, load } = useSentAgain(entry);
      return (
        <Timeline
          ref={timelineRef}
          filterRef={filterRef}
          narrow={narrow}
          onResend={resend}
          onLoad={load}
          actions={saveButton}
        />
      );
    },
  },
  {
    id: 'connection',
    label: SHELL.connection,
    Panel: ({ entry }) => <ConnectionPanel selectedId={entry.id} />,
  },
  { id: 'charts', label: SHELL.charts, Panel: () => <ChartsPanel />, endsWhenHidden: true },
  {
    id: 'sequence',
    label: SHELL.sequence,
    Panel: ({ narrow }) => <SequencePanel narrow={narrow} />,
    endsWhenHidden: true,
  },
  {
    id: 'contract',
    label: SHELL.contract,
    Panel: function Contract({ entry }) {
      const { selection, select } = useUi();
      const event =
        selection.kind === 'event' && selection.direction === 'send' ? selection.event : undefined;
      const onLoaded = (loaded: string): void => select({ kind: 'event', direction: 'send', event: loaded });
      return <ContractPanel entry={entry} event={event} onLoaded={onLoaded} />;
    },
  },
  {
    id: 'recordings',
    label: SHELL.recordings,
    Panel: function Recordings() {
      const showSide = useUi((ui) => ui.showSide);
      return <RecordingsPanel onShowTimeline={() => showSide('timeline')} />;
    },
  },
];

export function useSidePanels(): readonly [SidePanel, ...SidePanel[]] {
  const { panels = [] } = useParts();
  return [...SIDE_PANELS, ...panels];
}
