import { useWindowEvent } from '@mantine/hooks';
import { ownValue } from '@switchboard/contract';

/**
 * Runs an action at a key that is one character, as it is typed on any keyboard. Does nothing while someone types, picks
 * from a menu or a dialog is open, with Ctrl, Alt or Meta held, or where another listener took the key.
 */
export function useLetterKeys(actions: Readonly<Record<string, () => void>>): void {
  useWindowEvent('keydown', (event) => {
    const key = event.key.toLowerCase();
    const action = ownValue(actions, key);
    if (!action || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.defaultPrevented || event.isComposing || isTaken(event.target)) return;
    event.preventDefault();
    action();
  });
}

const TYPING = 'input, textarea, select, [role="menu"], [role="listbox"], [role="dialog"]';
const MODAL = '[role="dialog"][aria-modal="true"], [data-modal-loading]';

function isTaken(target: EventTarget | null): boolean {
  if (document.querySelector(MODAL)) return true;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest(TYPING) !== null;
}
