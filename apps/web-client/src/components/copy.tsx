import { InputBase } from '@mantine/core';
import { Copy } from 'lucide-react';
import type { ReactElement } from 'react';
import { create } from 'zustand';
import { notify } from '../lib/notice.ts';
import { PARTS } from '../texts/shell.ts';
import { Dialog } from './dialog.tsx';
import { SmallButton } from './small-button.tsx';

/** The text that the browser did not let the page copy. */
const useByHand = create<{ readonly text?: string | undefined }>()(() => ({}));

/**
 * Copies a text and says so: "Copied the link." Where the browser keeps the page from the clipboard it shows the text
 * in a dialog, to be copied by hand.
 */
export async function copy(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify({ text: PARTS.copied(what), id: 'copied' });
  } catch {
    useByHand.setState({ text });
  }
}

/** The dialog of a text that could not be copied. Mounted once, with the notices. */
export function CopyByHand(): ReactElement | null {
  const { text } = useByHand();
  // Made when it is needed, so that it lies over the dialog from which it comes.
  if (text === undefined) return null;
  return (
    <Dialog opened onClose={() => useByHand.setState({ text: undefined })} title={PARTS.copyByHand}>
      <InputBase
        component="textarea"
        multiline
        rows={12}
        label={PARTS.copyByHandHelp}
        readOnly
        data-autofocus
        value={text}
        onFocus={(event) => event.currentTarget.select()}
      />
    </Dialog>
  );
}

export interface CopyButtonProps {
  readonly label: string;
  readonly text: string;
  /** Completes "Copied …". */
  readonly what: string;
}

/** Copies a text, and says that it did. */
export function CopyButton({ label, text, what }: CopyButtonProps): ReactElement {
  return (
    <SmallButton icon={Copy} onClick={() => void copy(text, what)}>
      {label}
    </SmallButton>
  );
}
