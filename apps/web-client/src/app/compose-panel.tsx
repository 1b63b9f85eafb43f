import { Button } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import type { ReactElement, RefObject } from 'react';
import type { NamedClient } from '../clients/named-client.ts';
import { Failing } from '../components/failing.tsx';
import ui from '../components/ui.module.css';
import { receivedSpec, sentSpec } from '../contract/contracts.ts';
import { draftKey } from '../drafts/drafts.ts';
import type { Selection } from '../drafts/selection.ts';
import { Composer } from '../features/composer/composer.tsx';
import type { ComposerActions } from '../features/composer/composer-frame.tsx';
import { CustomComposer } from '../features/composer/custom-composer.tsx';
import { EventReader } from '../features/composer/event-reader.tsx';
import { paste, pasteClipboard } from '../features/composer/paste.ts';
import { ConnectionNotice } from '../features/connection/connection-notice.tsx';
import { SaveButton } from '../features/saved/save-button.tsx';
import { filterTimelineByEvent } from '../features/timeline/filter-store.ts';
import { SHELL } from '../texts/shell.ts';
import { useParts } from './parts.ts';
import { useUi } from './ui-store.ts';

export interface ComposePanelProps {
  readonly entry: NamedClient;
  readonly selection: Selection;
  readonly nameRef: RefObject<HTMLInputElement | null>;
  readonly onSave: () => void;
}

/** What is picked: the quick start, or an event to send or to read about. */
export function ComposePanel(props: ComposePanelProps): ReactElement {
  const { entry, selection } = props;
  const { showSide } = useUi();
  const { QuickStart } = useParts();
  const isSent = selection.kind === 'event' && selection.direction === 'send';
  const place = { to: entry.settings, current: isSent ? selection.event : undefined, onEvent: selectSent };
  useWindowEvent('paste', (event) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (text === '' || (event.target instanceof Element && event.target.closest(FIELDS))) return;
    event.preventDefault();
    paste(text, place);
  });
  return (
    <>
      <Failing resetKeys={[entry.state]} text={(reason) => reason}>
        <ConnectionNotice entry={entry} onDetails={() => showSide('connection')} />
      </Failing>
      {QuickStart && <QuickStart clientId={entry.id} shown={selection.kind === 'quick-start'} />}
      <Failing
        resetKeys={[JSON.stringify(selection)]}
        text={SHELL.eventFailed}
        actions={() => <OpenQuickStart />}
      >
        <Picked {...props} onPaste={() => void pasteClipboard(place)} />
      </Failing>
    </>
  );
}

/** What takes a paste itself. */
const FIELDS =
  'input, textarea, select, [contenteditable=""], [contenteditable="true"], dialog, [role="dialog"]';

function selectSent(event: string | undefined): () => void {
  const { selection: before, select } = useUi.getState();
  select(event === undefined ? { kind: 'custom' } : { kind: 'event', direction: 'send', event });
  return () => select(before);
}

function Picked(props: ComposePanelProps & Pick<ComposerActions, 'onPaste'>): ReactElement | null {
  const { entry, selection, nameRef, onPaste, onSave } = props;
  const { editorTab, showEditorTab, showSide } = useUi();
  if (selection.kind === 'quick-start') return null;
  const { contract } = entry.link;
  const event = selection.kind === 'event' ? selection.event : undefined;
  if (selection.kind === 'event' && selection.direction === 'receive') {
    const onFilter = (): void => {
      filterTimelineByEvent(selection.event);
      showSide('timeline');
    };
    const spec = receivedSpec(contract, selection.event);
    return <EventReader event={selection.event} spec={spec} onFilter={onFilter} />;
  }
  const common = { entry, onPaste, actions: <SaveButton onSave={onSave} /> };
  // Nothing of an editor goes on at another server, such as what its Undo would bring back.
  const key = draftKey(entry.settings, event);
  if (event === undefined) return <CustomComposer key={key} {...common} nameRef={nameRef} />;
  if (contract.isRaw) return <CustomComposer key={key} {...common} event={event} />;
  const spec = sentSpec(contract, event);
  // The contract may have lost the event since the last visit.
  if (!spec)
    return (
      <div className={ui.failed}>
        <p>{SHELL.eventGone(event)}</p>
        <OpenQuickStart />
      </div>
    );
  return <Composer key={key} {...common} event={event} spec={spec} tab={editorTab} onTab={showEditorTab} />;
}

function OpenQuickStart(): ReactElement | null {
  const { QuickStart } = useParts();
  const select = useUi((ui) => ui.select);
  if (!QuickStart) return null;
  return (
    <Button variant="default" onClick={() => select({ kind: 'quick-start' })}>
      {SHELL.openQuickStart}
    </Button>
  );
}
