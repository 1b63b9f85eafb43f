import { visitParts } from '../../../lib/json-parts.ts';
import type { Recording } from '../../../recordings/recording.ts';
import { isJsonInteger } from '../../../recordings/recording-marks.ts';
import { RECORDINGS } from '../../../texts/recordings.ts';
import { carriedBy, isSentMoment, momentsOf } from './moments.ts';

/** What a client sends with an integer that JavaScript cannot send exactly: the names of events, and whose auth. */
export function unsendable(recording: Recording): string[] {
  const auths = recording.clients.flatMap(({ name, settings }) =>
    holdsInteger(settings?.auth) ? [RECORDINGS.authOf(name)] : [],
  );
  const events = momentsOf(recording).flatMap((moment) =>
    isSentMoment(moment) && moment.entry.kind !== 'state' && holdsInteger(carriedBy(moment))
      ? [moment.entry.event]
      : [],
  );
  return [...new Set([...auths, ...events])];
}

function holdsInteger(value: unknown): boolean {
  let isFound = false;
  visitParts(value, (part) => {
    isFound ||= isJsonInteger(part.value);
    return !isFound;
  });
  return isFound;
}
