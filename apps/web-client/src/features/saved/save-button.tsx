import { Button } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { Bookmark } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { tell } from '../../lib/notice.ts';
import { saveNew, update } from './actions.ts';
import { customDraft, type Draft, draftKey, eventDraft } from './draft-of.ts';
import { useLoaded } from './loaded-store.ts';
import { NameDialog } from './name-dialog.tsx';
import { useSaved } from './use-saved.ts';

/** Saves the draft of the event, or of the custom event if none is named; Ctrl/Cmd+S does the same. */
export function SaveButton({ event }: { event?: string }): ReactElement {
  const [draft, setDraft] = useState<Draft>();
  const open = (): void => {
    const current = event === undefined ? customDraft() : eventDraft(event);
    if (current.event.trim() === '') tell({ text: 'Give the event a name before you save it.' });
    else setDraft(current);
  };
  useHotkeys([['mod+S', open]], [], true);
  return (
    <>
      <Button
        variant="default"
        title="Save the draft (Ctrl/Cmd+S)"
        leftSection={<Bookmark size={13} aria-hidden />}
        onClick={open}
      >
        <span data-word>Save</span>
      </Button>
      {draft && <SaveDialog draft={draft} onClose={() => setDraft(undefined)} />}
    </>
  );
}

/** Saves one message of the timeline as it was sent, its secrets included. */
export function SaveSentButton({ draft }: { draft: Draft }): ReactElement {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<Bookmark size={12} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        Save
      </Button>
      {opened && <SaveDialog draft={draft} onClose={() => setOpened(false)} />}
    </>
  );
}

function SaveDialog({ draft, onClose }: { draft: Draft; onClose: () => void }): ReactElement {
  const { library } = useSaved();
  const loaded = useLoaded(({ byDraft }) => byDraft[draftKey(draft.event)]);
  const stored = loaded?.event === draft.event ? library.messages.get(loaded.id) : undefined;
  // Its name may have changed since; what counts as changed elsewhere is its text.
  const source = loaded && stored && { ...stored, text: loaded.text };
  return (
    <NameDialog
      title={`Save ${draft.event}`}
      action={source ? 'Save as new' : 'Save'}
      name={source?.name ?? draft.event}
      folder={source?.folder}
      folders={library.folders}
      other={source && { action: `Update "${source.name}"`, onClick: () => update(source, draft.text) }}
      onClose={onClose}
      onPlace={(place) => saveNew(draft, place)}
    />
  );
}
