import { CLIENTS } from '../texts/clients.ts';
import { ended } from '../traffic/ended.ts';
import type { Entry } from '../traffic/entry.ts';
import { fromMarked } from './recording-marks.ts';

// Once it is decoded, the mark of a secret looks like data of an application: only the JSON form tells them apart.
const forms = new WeakMap<Entry, Entry>();

/**
 * An entry of a recording as it was seen, from its JSON form, which it is written in again. One that waits for an answer has
 * ended: no answer can come any more.
 */
export function openEntry(form: Entry): Entry {
  const entry = ended(fromMarked(form) as Entry, 'unrecorded', CLIENTS.unrecorded);
  forms.set(entry, form);
  return entry;
}

/** The JSON form of an entry that was opened; `undefined` for one of the log. */
export function formOf<Kind extends Entry>(entry: Kind): Kind | undefined {
  return forms.get(entry) as Kind | undefined;
}
