import { CircleAlert, X } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import { IconButton } from '../../../components/icon-button.tsx';
import styles from './paste-catcher.module.css';

export interface PasteCatcherProps {
  /** The event whose composer is shown, for a bare payload. */
  readonly current: string | undefined;
  readonly onEvent: (event: string) => void;
}

/**
 * Fills a draft with what is pasted outside of any field: picks the event that it names. Says so if a text is none
 * of what can be pasted.
 */
export function PasteCatcher({ current, onEvent }: PasteCatcherProps): ReactElement | null {
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    const catchPaste = async (event: ClipboardEvent): Promise<void> => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text === '' || isField(event.target)) return;
      event.preventDefault();
      const { fillDraft, readPasted } = await import('./fill-draft.ts');
      const pasted = readPasted(text, current);
      setProblem(pasted.ok ? undefined : pasted.reason);
      if (!pasted.ok) return;
      fillDraft(pasted, current);
      if (pasted.event !== current) onEvent(pasted.event);
    };
    const listen = (event: ClipboardEvent): void => void catchPaste(event);
    document.addEventListener('paste', listen);
    return () => document.removeEventListener('paste', listen);
  }, [current, onEvent]);
  if (problem === undefined) return null;
  return (
    <div role="alert" aria-label="Paste" className={styles.notice}>
      <CircleAlert size={14} aria-hidden className={styles.icon} />
      <span className={styles.text}>{problem}</span>
      <IconButton label="Dismiss" icon={X} onClick={() => setProblem(undefined)} />
    </div>
  );
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      'input, textarea, select, [contenteditable=""], [contenteditable="true"], dialog, [role="dialog"]',
    ) !== null
  );
}
