import { getAtPath } from '../lib/at-path.ts';
import { mapParts } from '../lib/json-parts.ts';
import type { Entry } from '../traffic/entry.ts';
import { hideInEntry } from '../traffic/hide-in-entry.ts';
import { formOf, openEntry } from './opened-entries.ts';
import { fromRecord, toRecord } from './recording.ts';
import { isSecretMark } from './recording-secrets.ts';

/**
 * The entry with its secrets hidden by `hide`. In one of a recording that was opened the marks of secrets stay, but for those
 * inside of what is hidden whole.
 */
export function hideButMarks(entry: Entry, hide: (entry: Entry) => Entry): Entry {
  const form = formOf(entry);
  const hidden = hide(entry);
  if (!form || hidden === entry) return hidden;
  return openEntry(hideInEntry(fromRecord(toRecord(hidden)), form, withMarks));
}

/** The value with the marks that `form` has at the same places. */
function withMarks(value: unknown, form: unknown): unknown {
  return mapParts(value, ({ path }) => {
    const mark = getAtPath(form, path);
    return isSecretMark(mark) ? { value: mark } : undefined;
  });
}
