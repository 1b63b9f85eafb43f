import { Button } from '@mantine/core';
import { Bookmark } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { NameDialog } from '../../components/name-dialog.tsx';
import { SAVED } from '../../texts/saved.ts';
import { saveNew, update } from './actions.ts';
import { type Draft, sourceOf } from './draft-of.ts';
import { useSaved } from './saved-store.ts';

/** Saves the draft in the editor, as Ctrl/Cmd+S does. */
export function SaveButton({ onSave }: { onSave: () => void }): ReactElement {
  return (
    <Button
      variant="default"
      title={SAVED.saveDraft}
      leftSection={<Bookmark size={13} aria-hidden />}
      onClick={onSave}
    >
      <span data-word>{SAVED.save}</span>
    </Button>
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
        {SAVED.save}
      </Button>
      {opened && <SaveDialog draft={draft} onClose={() => setOpened(false)} />}
    </>
  );
}

/** Saves a draft under a name, or into the saved message that it came from. */
export function SaveDialog({ draft, onClose }: { draft: Draft; onClose: () => void }): ReactElement {
  const { library } = useSaved();
  const source = sourceOf(draft, library);
  return (
    <NameDialog
      title={SAVED.saveEvent(draft.event)}
      action={source ? SAVED.saveAsNew : SAVED.save}
      name={source?.name ?? draft.event}
      folder={source?.folder}
      folders={library.folders}
      other={source && { action: SAVED.update(source.name), onClick: () => update(source, draft) }}
      onClose={onClose}
      onName={(name, folder = '') => saveNew(draft, name, folder)}
    />
  );
}
