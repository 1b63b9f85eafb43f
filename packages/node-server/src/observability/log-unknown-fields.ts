import type { Path } from '@switchboard/contract';
import type { Logger } from 'pino';
import { clip } from './clip.ts';

/** Clients choose the names, so there could be any number of them. */
const MAX_LOGGED = 500;

/** Fields that were left out of one value, or of a payload and its reply. */
export interface UnknownFields {
  /** A name of the contract. */
  readonly event: string;
  readonly dropped: readonly Path[];
}

/**
 * Returns what warns of fields that a payload, a reply, a published event or an answer to it had and the contract does not
 * name: once for each event and path, up to 500. Places in an array count as one. For development: in production such fields
 * are only counted.
 */
export function logUnknownFields(logger: Logger): (fields: UnknownFields) => void {
  const logged = new Set<string>();
  return ({ event, dropped }) => {
    for (const path of dropped) {
      const place = path.map((step) => (typeof step === 'number' ? '*' : step));
      const key = JSON.stringify([event, ...place]);
      if (logged.has(key) || logged.size >= MAX_LOGGED) continue;
      logged.add(key);
      logger.warn({ event, path: clip(place) }, 'A field is not in the contract, and was left out');
    }
  };
}
