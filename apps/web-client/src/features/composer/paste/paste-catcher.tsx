import { useEffect } from 'react';
import { DRAFT_NOTICE } from '../../../lib/drafts.ts';
import { tell } from '../../../lib/notice.ts';

export interface PasteCatcherProps {
  /** The event whose composer is shown, for a bare payload. */
  readonly current: string | undefined;
  readonly onEvent: (event: string) => void;
}

/** Fills a draft with what is pasted outside of any field, and picks the event that it names. */
export function PasteCatcher({ current, onEvent }: PasteCatcherProps): null {
  useEffect(() => {
    const catchPaste = async (event: ClipboardEvent): Promise<void> => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text === '' || isField(event.target)) return;
      event.preventDefault();
      const { fillDraft, readPasted } = await import('./fill-draft.ts');
      const pasted = readPasted(text, current);
      if (pasted.ok) fillDraft(pasted, { current, onEvent });
      else tell({ id: DRAFT_NOTICE, tone: 'bad', text: pasted.reason });
    };
    const listen = (event: ClipboardEvent): void => void catchPaste(event);
    document.addEventListener('paste', listen);
    return () => document.removeEventListener('paste', listen);
  }, [current, onEvent]);
  return null;
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      'input, textarea, select, [contenteditable=""], [contenteditable="true"], dialog, [role="dialog"]',
    ) !== null
  );
}
