import { useHotkeys, useMediaQuery } from '@mantine/hooks';
import { lazy, type ReactElement, Suspense, useRef, useState } from 'react';
import { ErrorBoundary } from '../components/error-boundary.tsx';
import { Catalog } from '../features/catalog/catalog.tsx';
import { clientSpec } from '../lib/client-spec.ts';
import { useClients } from '../lib/console-session.ts';
import { BottomTabs } from './bottom-tabs.tsx';
import { KeyHelp } from './key-help.tsx';
import { MiddleRoom } from './middle-room.tsx';
import { NoticeBar } from './notice-bar.tsx';
import styles from './shell.module.css';
import { SideRoom } from './side-room.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';
import { type Selection, useUi } from './ui-store.ts';

const SavedSection = lazy(async () => ({
  default: (await import('../features/saved/saved-section.tsx')).SavedSection,
}));

/** The one screen. Features meet here and nowhere else. */
export function Shell(): ReactElement {
  const clients = useClients();
  const { clientId, selection, pane, select, showPane, selectClient } = useUi();
  const narrow = useMediaQuery('(max-width: 899px)') ?? false;
  const [helpOpen, setHelpOpen] = useState(false);
  const searchRef = useRef<HTMLInputElement>(null);
  const filterRef = useRef<HTMLInputElement>(null);
  const entry = clients.find(({ id }) => id === clientId) ?? clients[0];

  useHotkeys([
    ['/', () => focusIn('events', searchRef.current)],
    ['f', () => focusIn('timeline', filterRef.current)],
    ['shift+?', () => setHelpOpen(true)],
  ]);
  const focusIn = (room: 'events' | 'timeline', input: HTMLInputElement | null): void => {
    showPane(room);
    // A narrow screen shows the room only with the next paint.
    requestAnimationFrame(() => input?.focus());
  };

  if (!entry) throw new Error('The console has no client.');
  return (
    <div className={styles.shell} data-pane={pane}>
      <TopBar entry={entry} onSelectClient={selectClient} onHelp={() => setHelpOpen(true)} narrow={narrow} />
      <main className={styles.rooms}>
        <div className={styles.room} data-room="events">
          <div className={styles.events}>
            <Catalog
              selectedKey={keyOf(selection)}
              onEvent={(direction, event) => select({ kind: 'event', direction, event })}
              onQuickStart={() => select({ kind: 'quick-start' })}
              onCustom={() => select({ kind: 'custom' })}
              searchRef={searchRef}
            />
            <ErrorBoundary
              resetKey=""
              fallback={({ message }) => (
                <p className={styles.failed} role="alert">
                  Saved messages cannot be shown: {message}
                </p>
              )}
            >
              <Suspense fallback={null}>
                <SavedSection onLoaded={(event) => select(selectionOf(event))} />
              </Suspense>
            </ErrorBoundary>
          </div>
        </div>
        <section className={styles.room} data-room="compose" aria-label="Compose">
          <MiddleRoom entry={entry} selection={selection} />
        </section>
        <section className={styles.room} data-room="side" aria-label="What happens">
          <SideRoom entry={entry} filterRef={filterRef} narrow={narrow} onHelp={() => setHelpOpen(true)} />
        </section>
      </main>
      <NoticeBar />
      <StatusBar entry={entry} />
      <BottomTabs />
      <KeyHelp opened={helpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  );
}

/** Where a client event is written: the contract's own in their composer, all others in the one for any event. */
function selectionOf(event: string): Selection {
  return clientSpec(event) ? { kind: 'event', direction: 'send', event } : { kind: 'custom' };
}

function keyOf(selection: Selection): string {
  return selection.kind === 'event' ? `${selection.direction} ${selection.event}` : selection.kind;
}
