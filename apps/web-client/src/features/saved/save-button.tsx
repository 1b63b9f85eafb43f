import { Button } from '@mantine/core';
import { Bookmark } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { Draft } from './draft-of.ts';
import { SaveDialog } from './save-dialog.tsx';

/** Saves the draft in the editor, as Ctrl/Cmd+S does. */
export function SaveButton({ onSave }: { onSave: () => void }): ReactElement {
  return (
    <Button
      variant="default"
      title="Save the draft (Ctrl/Cmd+S)"
      leftSection={<Bookmark size={13} aria-hidden />}
      onClick={onSave}
    >
      <span data-word>Save</span>
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
        Save
      </Button>
      {opened && <SaveDialog draft={draft} onClose={() => setOpened(false)} />}
    </>
  );
}
