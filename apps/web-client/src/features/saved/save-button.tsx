import { Button } from '@mantine/core';
import { Bookmark } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { SAVED } from '../../texts/saved.ts';
import type { Draft } from './draft-of.ts';
import { SaveDialog } from './save-dialog.tsx';

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
