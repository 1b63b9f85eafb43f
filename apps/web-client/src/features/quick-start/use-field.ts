import { useDraft } from '../../lib/drafts.ts';

/** What a client's user wrote into a field of the quick start, and how to change it. Survives a reload. */
export function useField(
  clientId: string,
  field: 'name' | 'room' | 'message',
  initial: string,
): [text: string, write: (text: string) => void] {
  return useDraft(`(quick start ${field} of ${clientId})`, initial);
}
