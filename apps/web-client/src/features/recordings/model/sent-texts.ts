import { isJsonBytes } from '../../../lib/bytes.ts';
import type { Recording } from '../../../lib/recording.ts';
import { visitParts } from './json-parts.ts';
import { findVariables } from './variables.ts';

const MAX_LENGTH = 64;
const MAX_TEXTS = 100;

/** The texts that clients sent of their own, each once, in the order of the recording; long ones are left out. */
export function sentTexts(recording: Recording): string[] {
  const { uses } = findVariables(recording);
  const texts = new Set<string>();
  recording.entries.forEach((entry, index) => {
    if (entry.kind !== 'call' && entry.kind !== 'send') return;
    const variables = new Set((uses.get(index) ?? []).map(({ path }) => JSON.stringify(path)));
    visitParts(entry.payload, ({ value, path }) => {
      if (variables.has(JSON.stringify(path)) || isJsonBytes(value)) return false;
      if (typeof value === 'string' && value !== '' && value.length <= MAX_LENGTH) texts.add(value);
      return true;
    });
  });
  return [...texts].slice(0, MAX_TEXTS);
}

/** Gives those that are in use an ending that makes them another: `Alice 2`, `room-2` where there is no capital or space. */
export function suggestTexts(texts: readonly string[], inUse: ReadonlySet<string>): Map<string, string> {
  const taken = new Set([...texts, ...inUse]);
  const suggestions = new Map<string, string>();
  for (const text of texts) {
    if (!inUse.has(text)) continue;
    const joint = /[\sA-Z]/.test(text) ? ' ' : '-';
    let number = 2;
    while (taken.has(`${text}${joint}${number}`)) number += 1;
    taken.add(`${text}${joint}${number}`);
    suggestions.set(text, `${text}${joint}${number}`);
  }
  return suggestions;
}
