import type { EventSpec, ServerEventSpec } from '@switchboard/contract';
import { contract } from '@switchboard/events';
import { type ReactElement, useState } from 'react';
import { ErrorBoundary } from '../components/error-boundary.tsx';
import { Composer } from '../features/composer/composer.tsx';
import { CustomComposer } from '../features/composer/custom-composer.tsx';
import type { EditorTab } from '../features/composer/editor-tabs.tsx';
import { EventReader } from '../features/composer/event-reader.tsx';
import { PasteCatcher } from '../features/composer/paste/paste-catcher.tsx';
import { QuickStart } from '../features/quick-start/quick-start.tsx';
import { filterTimelineByEvent } from '../features/timeline/filter-store.ts';
import type { NamedClient } from '../lib/named-clients.ts';
import styles from './shell.module.css';
import { type Selection, useUi } from './ui-store.ts';

/** What is picked: the quick start, or an event to send or to read about. */
export function MiddleRoom({ entry, selection }: { entry: NamedClient; selection: Selection }): ReactElement {
  const [tab, setTab] = useState<EditorTab>('form');
  const isSent = selection.kind === 'event' && selection.direction === 'send';
  return (
    <>
      <PasteCatcher current={isSent ? selection.event : undefined} onEvent={selectSent} />
      <QuickStart clientId={entry.id} shown={selection.kind === 'quick-start'} />
      <ErrorBoundary
        resetKey={JSON.stringify(selection)}
        fallback={(error) => (
          <p className={styles.failed} role="alert">
            This event cannot be shown: {error.message}. Pick another; everything else works.
          </p>
        )}
      >
        <Picked entry={entry} selection={selection} tab={tab} onTab={setTab} />
      </ErrorBoundary>
    </>
  );
}

function selectSent(event: string): void {
  useUi.getState().select({ kind: 'event', direction: 'send', event });
}

interface PickedProps {
  readonly entry: NamedClient;
  readonly selection: Selection;
  readonly tab: EditorTab;
  readonly onTab: (tab: EditorTab) => void;
}

function Picked({ entry, selection, tab, onTab }: PickedProps): ReactElement | null {
  const showSide = useUi((ui) => ui.showSide);
  if (selection.kind === 'quick-start') return null;
  if (selection.kind === 'custom') return <CustomComposer entry={entry} />;
  const { direction, event } = selection;
  if (direction === 'send') {
    const spec = own<EventSpec>(contract.clientEventMap, event);
    // The contract may have lost the event since the last visit.
    if (!spec)
      return <p className={styles.failed}>The contract has no event {event} any more. Pick another.</p>;
    return (
      <Composer
        key={event}
        entry={entry}
        event={event}
        spec={spec}
        tab={tab}
        onTab={onTab}
        onEvent={selectSent}
      />
    );
  }
  const onFilter = (): void => {
    filterTimelineByEvent(event);
    showSide('timeline');
  };
  return (
    <EventReader
      event={event}
      spec={own<ServerEventSpec>(contract.serverEventMap, event)}
      onFilter={onFilter}
    />
  );
}

function own<Spec>(map: Readonly<Record<string, Spec>>, event: string): Spec | undefined {
  return Object.hasOwn(map, event) ? map[event] : undefined;
}
