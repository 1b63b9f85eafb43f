import type { ComponentType, Ref, RefObject } from 'react';
import { retryingLazy } from '../components/retrying-lazy.tsx';
import { Timeline, type TimelineHandle } from '../features/timeline/timeline.tsx';
import type { NamedClient } from '../lib/named-client.ts';
import { useUi } from './ui-store.ts';
import { useSentAgain } from './use-sent-again.ts';

const ConnectionPanel = retryingLazy(
  'Connection',
  async () => (await import('../features/connection/connection-panel.tsx')).ConnectionPanel,
);

const ContractPanel = retryingLazy(
  'Contract',
  async () => (await import('../features/contract/contract-panel.tsx')).ContractPanel,
);

export interface SidePanelProps {
  /** The client that is picked. */
  readonly entry: NamedClient;
  readonly filterRef: RefObject<HTMLInputElement | null>;
  readonly timelineRef: Ref<TimelineHandle>;
  readonly narrow: boolean;
}

/** A panel of the side room. It is mounted when it is first shown, and keeps its state from then on. */
export interface SidePanel {
  /** Kept in storage and in links. */
  readonly id: string;
  readonly label: string;
  readonly Panel: ComponentType<SidePanelProps>;
}

/** Every panel of the side room, in the order of its tabs. Only the timeline is part of the first load. */
export const SIDE_PANELS: readonly [SidePanel, ...SidePanel[]] = [
  {
    id: 'timeline',
    label: 'Timeline',
    Panel: function TimelinePanel({ entry, timelineRef, filterRef, narrow }) {
      const { resend, load } = useSentAgain(entry);
      return (
        <Timeline ref={timelineRef} filterRef={filterRef} narrow={narrow} onResend={resend} onLoad={load} />
      );
    },
  },
  {
    id: 'connection',
    label: 'Connection',
    Panel: ({ entry }) => <ConnectionPanel selectedId={entry.id} />,
  },
  {
    id: 'contract',
    label: 'Contract',
    Panel: function Contract({ entry }) {
      const { selection, select } = useUi();
      const event =
        selection.kind === 'event' && selection.direction === 'send' ? selection.event : undefined;
      const onLoaded = (loaded: string): void => select({ kind: 'event', direction: 'send', event: loaded });
      return <ContractPanel entry={entry} event={event} onLoaded={onLoaded} />;
    },
  },
];
