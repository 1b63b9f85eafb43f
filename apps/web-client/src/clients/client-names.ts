import { CLIENTS } from '../texts/clients.ts';

/** Of clients that are gone, too: what they sent and received stays in the timeline. */
const names = new Map<string, string>();

/** Notes what a client is called, for when it is removed. */
export function noteClientName(id: string, name: string): void {
  names.set(id, name);
}

/** What a removed client is called: its name, or its number where it was removed before this page was loaded. */
export function removedClientName(id: string): string {
  return CLIENTS.removedName(names.get(id) ?? CLIENTS.numbered(id.replace(/\D/g, '')));
}
