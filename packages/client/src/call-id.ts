/** A name for a call that no other has. Unlike `crypto.randomUUID` it is there on pages without HTTPS too. */
export function newCallId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
