import type { ReactElement } from 'react';
import { create } from 'zustand';
import { lazyDialog } from '../components/lazy-part.tsx';
import { PARTS } from '../texts/shell.ts';
import { tell } from './notice.ts';

/** The text that the browser did not let the page copy. */
const useByHand = create<{ readonly text: string | undefined }>()(() => ({ text: undefined }));

/**
 * Copies a text and says so: "Copied the link." Where the browser keeps the page from the clipboard it shows the text
 * in a dialog, to be copied by hand. Returns whether it was copied.
 */
export async function copy(text: string, what: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    useByHand.setState({ text });
    return false;
  }
  tell({ text: PARTS.copied(what), id: 'copied' });
  return true;
}

const LazyCopyByHand = lazyDialog(
  PARTS.textToCopy,
  () => import('../components/copy-by-hand.tsx'),
  ({ CopyByHand }) => CopyByHand,
);

/** The dialog of a text that could not be copied. Mounted once, with the notices. */
export function CopyByHand(): ReactElement | null {
  const { text } = useByHand();
  if (text === undefined) return null;
  return <LazyCopyByHand text={text} onClose={() => useByHand.setState({ text: undefined })} />;
}
