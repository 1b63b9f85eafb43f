import { useEffect } from 'react';
import { useContract } from '../../../contract/contracts.ts';
import { DRAFT_NOTICE } from '../../../lib/drafts.ts';
import { tell } from '../../../lib/notice.ts';
import type { PastePlace } from './parse-pasted.ts';

/** Fills a draft with what is pasted outside of any field, and picks the event that it names. */
export function PasteCatcher({ current, onEvent }: Omit<PastePlace, 'contract'>): null {
  const contract = useContract();
  useEffect(() => {
    const place = { contract, current, onEvent };
    const catchPaste = async (event: ClipboardEvent): Promise<void> => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text === '' || isField(event.target)) return;
      event.preventDefault();
      const { fillDraft, parsePasted } = await import('./parse-pasted.ts');
      const pasted = parsePasted(text, place);
      if (pasted.ok) fillDraft(pasted, place);
      else tell({ id: DRAFT_NOTICE, tone: 'bad', text: pasted.reason });
    };
    const listen = (event: ClipboardEvent): void => void catchPaste(event);
    document.addEventListener('paste', listen);
    return () => document.removeEventListener('paste', listen);
  }, [contract, current, onEvent]);
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
