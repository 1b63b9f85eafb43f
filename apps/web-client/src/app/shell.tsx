import { useMediaQuery } from '@mantine/hooks';
import { type ReactElement, type RefObject, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { DestinationContext } from '../clients/destination.ts';
import { type NamedClient, placeOf } from '../clients/named-client.ts';
import { lazyDialog, lazyPart } from '../components/lazy-part.tsx';
import { Notices } from '../components/notices.tsx';
import { type ConsoleContract, sentSpec } from '../contract/contracts.ts';
import { draftKey, nameKey, readDraft, startCustomDraft } from '../drafts/drafts.ts';
import type { Selection } from '../drafts/selection.ts';
import { Catalog } from '../features/catalog/catalog.tsx';
import { Palette, palette, usePaletteOpened } from '../features/palette/palette.tsx';
import { updateSource } from '../features/saved/actions.ts';
import { type Draft, draftOf } from '../features/saved/draft-of.ts';
import { SaveDialog } from '../features/saved/save-button.tsx';
import { useOpeningNotice } from '../features/share/openings-store.ts';
import type { Shared } from '../features/share/share-dialog.tsx';
import type { TimelineHandle } from '../features/timeline/timeline.tsx';
import { useKeys } from '../lib/keys.ts';
import { notify } from '../lib/notice.ts';
import { useClients, useSession } from '../session/console-session.ts';
import { SHELL } from '../texts/shell.ts';
import type { TrafficLog } from '../traffic/traffic-log.ts';
import { BottomTabs, Columns } from './columns.tsx';
import { ComposePanel } from './compose-panel.tsx';
import { useParts } from './parts.ts';
import { connectThere, readShared, restoreConsole, useSharedLink } from './share-console.ts';
import styles from './shell.module.css';
import { SideColumn } from './side-column.tsx';
import { StatusBar } from './status-bar.tsx';
import { MoreBar, Tools, TopBar } from './top-bar.tsx';
import { showInAddress, useUi } from './ui-store.ts';
import { useCommands } from './use-commands.ts';

const KeyHelp = lazyDialog(SHELL.keys, () => import('./key-help.tsx'), 'KeyHelp');

const ShareDialog = lazyDialog(
  SHELL.share,
  () => import('../features/share/share-dialog.tsx'),
  'ShareDialog',
);

const SavedSection = lazyPart(
  SHELL.saved,
  () => import('../features/saved/saved-section.tsx'),
  'SavedSection',
);

/** The one screen, as the client that is picked. */
export function Shell(): ReactElement {
  const clients = useClients();
  const clientId = useUi((ui) => ui.clientId);
  const entry = clients.find(({ id }) => id === clientId) ?? clients[0];
  if (!entry) throw new Error('The console has no client.');
  return (
    <DestinationContext value={entry.settings}>
      <Screen entry={entry} />
    </DestinationContext>
  );
}

function Screen({ entry }: { entry: NamedClient }): ReactElement {
  const clients = useClients();
  const { log, clients: named } = useSession();
  const { QuickStart, FirstRunHint } = useParts();
  const { selection: wanted, pane, select, showPane, showSide } = useUi();
  const isShown = wanted.kind === 'quick-start' ? QuickStart !== undefined : isKnown(wanted, entry, log);
  const selection: Selection = isShown ? wanted : { kind: 'custom' };
  const narrow = useMediaQuery('(max-width: 899px)', undefined, { getInitialValueInEffect: false });
  const [helpOpen, setHelpOpen] = useState(false);
  const paletteOpened = usePaletteOpened();
  const [draft, setDraft] = useState<Draft>();
  const [shared, setShared] = useState<Shared>();
  const paletteRef = useRef<HTMLInputElement>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  const filterRef = useRef<HTMLInputElement>(null);
  const nameRef = useRef<HTMLInputElement>(null);
  const timelineRef = useRef<TimelineHandle>(null);
  const share = (): void => setShared(readShared(clients, selection));
  const showKeys = (): void => setHelpOpen(true);
  const showCustom = (): void => {
    if (!entry.link.contract.isRaw) {
      select({ kind: 'custom' });
      return;
    }
    showAndFocus(() => {
      // The draft is given up only where it is shown, or its event was sent and is in the list.
      const name = readDraft(nameKey(entry.settings)) ?? '';
      const isDone = selection.kind === 'custom' || log.getSnapshot().countsAt(placeOf(entry)).sent.has(name);
      if (isDone) startCustomDraft(entry.settings);
      select({ kind: 'custom' });
    }, nameRef);
  };
  const commands = useCommands(entry, {
    share,
    showCustom,
    showKeys,
    togglePause: () => timelineRef.current?.togglePause(),
    clear: () => timelineRef.current?.clear(),
  });
  useSharedLink(entry);
  useOpeningNotice(restoreConsole, (target) => connectThere(named, entry.id, target));
  useEffect(() => {
    showInAddress(useUi.getState());
    return useUi.subscribe(showInAddress);
  }, []);
  useKeys({
    '/': () => showAndFocus(() => showPane('events'), searchRef),
    f: () => showAndFocus(() => showSide('timeline'), filterRef),
    '?': showKeys,
  });
  const openPalette = (): void => showAndFocus(palette.open, paletteRef);
  const saveAs = (isKnown: (draft: Draft) => boolean): void => {
    // First, as it would cover the dialog, and gives the focus back when it closes.
    flushSync(palette.close);
    const current = draftOf(selection, entry.settings);
    if (!current) notify({ text: SHELL.nothingToSave });
    else if (current.event.trim() === '') notify({ text: SHELL.nameBeforeSaving });
    else if (!isKnown(current)) setDraft(current);
  };
  // The key saves what was opened, as in every editor; the button asks for a name.
  const save = (): void => saveAs(updateSource);
  const togglePalette = paletteOpened ? palette.close : openPalette;
  useKeys({ 'mod+k': togglePalette, 'mod+s': save }, { inDialogs: paletteOpened });
  const tools = <Tools named={narrow} onPalette={openPalette} onShare={share} onHelp={showKeys} />;
  return (
    <div className={styles.shell} data-pane={pane}>
      <TopBar entry={entry} tools={tools} narrow={narrow} />
      <Columns
        events={
          <>
            <Catalog
              entry={entry}
              selection={selection}
              onSelect={select}
              onCustom={showCustom}
              withQuickStart={QuickStart !== undefined}
              searchRef={searchRef}
            />
            <SavedSection onLoaded={(event) => select(composerOf(event, entry.link.contract))} />
          </>
        }
        compose={
          <ComposePanel
            entry={entry}
            selection={selection}
            nameRef={nameRef}
            onSave={() => saveAs(() => false)}
          />
        }
        side={
          <SideColumn
            entry={entry}
            filterRef={filterRef}
            timelineRef={timelineRef}
            narrow={narrow}
            more={narrow && pane === 'more' && <MoreBar entry={entry} tools={tools} />}
            hint={FirstRunHint && <FirstRunHint onQuickStart={() => select({ kind: 'quick-start' })} />}
          />
        }
      />
      <Notices />
      <StatusBar entry={entry} />
      <BottomTabs />
      {helpOpen && <KeyHelp onClose={() => setHelpOpen(false)} />}
      <Palette searchRef={paletteRef} groups={commands} />
      {draft && <SaveDialog draft={draft} onClose={() => setDraft(undefined)} />}
      {shared && <ShareDialog {...shared} onClose={() => setShared(undefined)} />}
    </div>
  );
}

/** Shows a field and gives it the focus before the next key arrives, so that what is typed at once is in it. */
function showAndFocus(show: () => void, field: RefObject<HTMLElement | null>): void {
  flushSync(show);
  field.current?.focus();
}

/** Without a contract an event that was picked is known where it was written or sent: it may be one of another server. */
function isKnown(selection: Selection, entry: NamedClient, log: TrafficLog): boolean {
  const { contract } = entry.link;
  if (!contract.isRaw || selection.kind !== 'event' || selection.direction === 'receive') return true;
  const { event } = selection;
  const isWritten = readDraft(draftKey(entry.settings, event)) !== undefined;
  return isWritten || log.getSnapshot().countsAt(placeOf(entry)).sent.has(event);
}

/** Where an event is written: what the contract does not have in the composer for any event. */
function composerOf(event: string, contract: ConsoleContract): Selection {
  return sentSpec(contract, event) ? { kind: 'event', direction: 'send', event } : { kind: 'custom' };
}
