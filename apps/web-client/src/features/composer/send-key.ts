/** The key that sends, as this machine's keyboard shows it. */
export function sendKey(): string {
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘ ↵' : 'Ctrl ↵';
}
