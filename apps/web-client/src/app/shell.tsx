import { useHotkeys, useMediaQuery } from '@mantine/hooks';
import { type ReactElement, useRef, useState } from 'react';
import { Catalog } from '../features/catalog/catalog.tsx';
import { FirstRunHint } from '../features/first-run/first-run-hint.tsx';
import { OpeningNotice } from '../features/share/opening-notice.tsx';
import type { Shared } from '../features/share/share-dialog.tsx';
import type { TimelineHandle } from '../features/timeline/timeline.tsx';
import { useClients } from '../lib/console-session.ts';
import type { NamedClient } from '../lib/named-clients.ts';
import type { Selection } from '../lib/selection.ts';
import { clientSpec } from '../lib/spec-of.ts';
import { useLetterKeys } from '../lib/use-letter-keys.ts';
import { BottomTabs } from './bottom-tabs.tsx';
import { KeyHelp } from './key-help.tsx';
import { LazyPalette, LazySavedSection, LazyShareDialog } from './lazy-parts.ts';
import { MiddleRoom } from './middle-room.tsx';
import { MoreBar } from './more-bar.tsx';
import { NoticeBar } from './notice-bar.tsx';
import { Rooms } from './rooms.tsx';
import { readShared, restoreConsole } from './share-console.ts';
import styles from './shell.module.css';
import { SideRoom } from './side-room.tsx';
import { StatusBar } from './status-bar.tsx';
import { Tools } from './tools.tsx';
import { TopBar } from './top-bar.tsx';
import { useUi } from './ui-store.ts';
import { useCommands } from './use-commands.ts';
import { useSharedLink } from './use-shared-link.ts';

/** The one screen, as the client that is picked. */
export function Shell(): ReactElement {
  const clients = useClients();
  const clientId = useUi((ui) => ui.clientId);
  const entry = clients.find(({ id }) => id === clientId) ?? clients[0];
  if (!entry) throw new Error('The console has no client.');
  return <Screen entry={entry} />;
}

/** Features meet here and nowhere else. */
function Screen({ entry }: { entry: NamedClient }): ReactElement {
  const clients = useClients();
  const { selection, pane, select, showPane, showSide, selectClient } = useUi();
  const narrow = useMediaQuery('(max-width: 899px)', undefined, { getInitialValueInEffect: false });
  const [helpOpen, setHelpOpen] = useState(false);
  const [palette, setPalette] = useState<'never' | 'open' | 'closed'>('never');
  const [shared, setShared] = useState<Shared>();
  const searchRef = useRef<HTMLInputElement>(null);
  const filterRef = useRef<HTMLInputElement>(null);
  const timelineRef = useRef<TimelineHandle>(null);
  const share = (): void => setShared(readShared(clients));
  const showKeys = (): void => setHelpOpen(true);
  const commands = useCommands(entry, {
    share,
    showKeys,
    togglePause: () => timelineRef.current?.togglePause(),
    clear: () => timelineRef.current?.clear(),
  });
  useSharedLink();
  useLetterKeys({
    '/': () => {
      showPane('events');
      focusSoon(() => searchRef.current);
    },
    f: () => {
      showSide('timeline');
      focusSoon(() => filterRef.current);
    },
    '?': showKeys,
  });
  const togglePalette = (event: KeyboardEvent): void => {
    // On a Mac Ctrl+K is an editing key, which the editor may have taken.
    if (event.defaultPrevented) return;
    event.preventDefault();
    setPalette(palette === 'open' ? 'closed' : 'open');
  };
  useHotkeys([['mod+K', togglePalette, { preventDefault: false }]], [], true);
  const tools = (
    <Tools named={narrow} onPalette={() => setPalette('open')} onShare={share} onHelp={showKeys} />
  );
  return (
    <div className={styles.shell} data-pane={pane}>
      <TopBar entry={entry} onSelectClient={selectClient} tools={tools} narrow={narrow} />
      <OpeningNotice onUndo={restoreConsole} />
      <Rooms
        events={
          <>
            <Catalog
              selectedKey={keyOf(selection)}
              onEvent={(direction, event) => select({ kind: 'event', direction, event })}
              onQuickStart={() => select({ kind: 'quick-start' })}
              onCustom={() => select({ kind: 'custom' })}
              searchRef={searchRef}
            />
            <LazySavedSection onLoaded={(event) => select(composerOf(event))} />
          </>
        }
        compose={<MiddleRoom entry={entry} selection={selection} />}
        side={
          <SideRoom
            entry={entry}
            filterRef={filterRef}
            timelineRef={timelineRef}
            narrow={narrow}
            more={narrow && pane === 'more' && <MoreBar entry={entry} tools={tools} />}
            hint={<FirstRunHint onQuickStart={() => select({ kind: 'quick-start' })} />}
          />
        }
      />
      <NoticeBar />
      <StatusBar entry={entry} />
      <BottomTabs />
      <KeyHelp opened={helpOpen} onClose={() => setHelpOpen(false)} />
      <div className={styles.overlays}>
        {palette !== 'never' && (
          <LazyPalette opened={palette === 'open'} onClose={() => setPalette('closed')} groups={commands} />
        )}
        {shared && <LazyShareDialog shared={shared} onClose={() => setShared(undefined)} />}
      </div>
    </div>
  );
}

/** A narrow screen shows the room only with the next paint. */
function focusSoon(find: () => HTMLElement | null): void {
  requestAnimationFrame(() => find()?.focus());
}

/** Where a client event is written: the contract's own in their composer, all others in the one for any event. */
function composerOf(event: string): Selection {
  return clientSpec(event) ? { kind: 'event', direction: 'send', event } : { kind: 'custom' };
}

function keyOf(selection: Selection): string {
  return selection.kind === 'event' ? `${selection.direction} ${selection.event}` : selection.kind;
}
