import type { RecordedClient } from './recording.ts';
import { toMarked } from './recording-marks.ts';
import type { SecretMarks } from './recording-secrets.ts';

export type RecordedSettings = NonNullable<RecordedClient['settings']>;

/** The settings of a client as a recording has them, in the clear; without an `auth` that nests too deep for one. */
export function toRecordedSettings(settings: RecordedSettings): RecordedSettings {
  try {
    return { ...settings, auth: toMarked(settings.auth) as typeof settings.auth };
  } catch {
    return { ...settings, auth: {} };
  }
}

/** The same with a mark in the place of every text in `auth` and `query`. */
export function hideSettings(settings: RecordedSettings, marks: SecretMarks): RecordedSettings {
  const { auth, query } = settings;
  // A replay in a browser seldom can send headers: nobody is asked for them again.
  return { ...settings, auth: marks.hideAll(auth), query: marks.hideAll(query), headers: {} };
}
