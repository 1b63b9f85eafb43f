/** Where a key works. */
export type KeyPlace = 'Everywhere' | 'Compose' | 'JSON editor' | 'Timeline' | 'Splitters';

export interface Key {
  /** As a keyboard shows it; `Mod` is Ctrl, and Cmd on a Mac. */
  readonly keys: string;
  readonly does: string;
  readonly place: KeyPlace;
}

/** Every key of the console. */
export const KEYS: readonly Key[] = [
  { keys: 'Mod+Enter', does: 'Send the draft', place: 'Compose' },
  { keys: 'Mod+S', does: 'Save the draft, or update the saved message that it came from', place: 'Compose' },
  { keys: 'Alt+↑ ↓', does: 'Move the argument with the focus', place: 'Compose' },
  { keys: 'Mod+K', does: 'Command palette', place: 'Everywhere' },
  { keys: '/', does: 'Search the events', place: 'Everywhere' },
  { keys: 'f', does: 'Filter the timeline', place: 'Everywhere' },
  { keys: 'p', does: 'Pause or resume the timeline', place: 'Timeline' },
  { keys: 'j', does: 'Next row', place: 'Timeline' },
  { keys: 'k', does: 'Previous row', place: 'Timeline' },
  { keys: 'Enter', does: 'Open the row', place: 'Timeline' },
  { keys: 'r', does: 'Send the row again', place: 'Timeline' },
  { keys: 'e', does: 'Load the row into the editor', place: 'Timeline' },
  { keys: 'd', does: 'Compare the row with the previous one', place: 'Timeline' },
  { keys: 'Esc', does: 'Close what is open', place: 'Everywhere' },
  { keys: 'Esc, then Tab', does: 'Leave the editor', place: 'JSON editor' },
  { keys: '← →', does: 'Move the splitter; with Shift, in larger steps', place: 'Splitters' },
  { keys: 'Home End', does: 'Narrowest and widest', place: 'Splitters' },
  { keys: 'Enter', does: 'Reset the splitter', place: 'Splitters' },
  { keys: '?', does: 'This list', place: 'Everywhere' },
];

/** The key as this machine's keyboard shows it. */
export function showKey(keys: string, userAgent = navigator.userAgent): string {
  const mod = /Mac|iPhone|iPad/.test(userAgent) ? '⌘' : 'Ctrl';
  return keys.replace('Mod', mod).replaceAll('+', ' + ');
}
