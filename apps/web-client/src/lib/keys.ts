import { useWindowEvent } from '@mantine/hooks';
import { ownValue } from '@switchboard/contract';
import type { RefObject } from 'react';
import { storedStore } from './storage.ts';

/** Whether the keys without Ctrl or Cmd work: people who control the computer by voice turn them off (WCAG 2.1.4). */
export const useKeySettings = storedStore<{ readonly letters: boolean; setLetters(letters: boolean): void }>(
  'switchboard.keys',
  (set) => ({ letters: true, setLetters: (letters) => set({ letters }) }),
  ({ letters }) => ({ letters: letters !== false }),
);

export interface KeyScope {
  /** The keys work while it is in sight. @default the page */
  readonly root?: RefObject<HTMLElement | null>;
  /** The keys work only while the focus is in `root`, or nowhere. @default false */
  readonly focused?: boolean;
  /** The keys work in dialogs, too. @default false */
  readonly inDialogs?: boolean;
}

/**
 * Runs actions at keys: a character ("f", "?") however the keyboard makes it, "Escape", or with Ctrl or Cmd ("mod+Enter").
 * A dialog, menu or popover on top takes all of them. Keys without Ctrl or Cmd do nothing while someone types, nor after
 * another listener took the key; the characters can be turned off.
 */
export function useKeys(
  actions: Readonly<Record<string, (event: KeyboardEvent) => void>>,
  scope: KeyScope = {},
): void {
  const { root, focused = false, inDialogs = false } = scope;
  useWindowEvent('keydown', (event) => {
    const isMod = event.ctrlKey || event.metaKey;
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const action = ownValue(actions, isMod ? `mod+${name}` : name);
    if (!action || event.altKey || event.isComposing || !isFree(event, isMod)) return;
    // The browser's own Ctrl+S is never wanted, whatever is on top.
    if (isMod && name.length === 1) event.preventDefault();
    if (!inDialogs && isCovered(isMod)) return;
    if (root && !root.current?.checkVisibility()) return;
    if (focused && !holdsFocus(root?.current)) return;
    // Escape also closes what has no key of its own.
    if (name !== 'Escape') event.preventDefault();
    action(event);
  });
}

function isFree({ defaultPrevented, key, shiftKey, target }: KeyboardEvent, isMod: boolean): boolean {
  // The JSON editor takes Ctrl+Enter only to keep it from breaking the line.
  if (isMod) return !shiftKey && (!defaultPrevented || key === 'Enter');
  if (defaultPrevented || (key.length === 1 && !useKeySettings.getState().letters)) return false;
  if (!(target instanceof HTMLElement)) return true;
  return !target.isContentEditable && target.closest('input, textarea, select') === null;
}

function holdsFocus(root: HTMLElement | null | undefined): boolean {
  const { activeElement, body } = document;
  return activeElement === null || activeElement === body || (root?.contains(activeElement) ?? false);
}

const DIALOGS = '[role="dialog"], [role="menu"], [data-modal-loading]';
const LISTS = '[role="listbox"]';

/** What was on top when the key went down: what closes at the key is not, by the time that the actions run. */
let covered = { dialog: false, list: false };

// The first listener of the window, so that it runs before those that close something.
globalThis.window?.addEventListener(
  'keydown',
  () => {
    covered = { dialog: isShown(DIALOGS), list: isShown(LISTS) };
  },
  { capture: true },
);

function isCovered(isMod: boolean): boolean {
  return covered.dialog || (covered.list && !isMod);
}

function isShown(selector: string): boolean {
  return [...document.querySelectorAll(selector)].some(
    (element) => element.matches('[data-modal-loading]') || element.checkVisibility(),
  );
}
