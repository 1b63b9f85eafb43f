import { Textarea } from '@mantine/core';
import type { ReactElement } from 'react';
import { PARTS } from '../texts/shell.ts';
import { Dialog } from './dialog.tsx';

/** A text to be copied by the reader, where the browser keeps the page from the clipboard. */
export function CopyByHand({ text, onClose }: { text: string; onClose: () => void }): ReactElement {
  return (
    <Dialog opened onClose={onClose} title={PARTS.copyByHand}>
      <Textarea
        label={PARTS.copyByHandHelp}
        readOnly
        data-autofocus
        autosize
        maxRows={16}
        value={text}
        onFocus={(event) => event.currentTarget.select()}
      />
    </Dialog>
  );
}
