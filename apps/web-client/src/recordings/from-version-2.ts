import { isObject } from '../lib/at-path.ts';
import { mapParts } from '../lib/json-parts.ts';
import { OffsetGuess } from '../links/offset.ts';
import type { Entry } from '../traffic/entry.ts';

/**
 * The entries of a recording of version 2 as those of version 3. Nothing there says which events have the offset of a recovery,
 * so their arguments tell; and `{ "$integer": … }` is data there.
 */
export function fromVersion2(entries: readonly Entry[]): Entry[] {
  const guesses = new Map<string, OffsetGuess>();
  return entries.map((entry) => {
    const escaped = escapeIntegers(entry) as Entry;
    const guess = guesses.get(entry.clientId) ?? new OffsetGuess();
    guesses.set(entry.clientId, guess);
    if (escaped.kind !== 'event' || escaped.wantsAnswer || !guess.endsWithOffset(escaped)) return escaped;
    return { ...escaped, hasOffset: true };
  });
}

function escapeIntegers(value: unknown): unknown {
  return mapParts(value, ({ value: part }) => {
    if (!isObject(part)) return undefined;
    const [key = '', ...others] = Object.keys(part);
    if (others.length > 0 || !/^\$+integer$/.test(key)) return undefined;
    return { value: { [`$${key}`]: escapeIntegers(part[key]) } };
  });
}
