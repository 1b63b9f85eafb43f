import type { Path } from '@switchboard/contract';
import { isJsonBytes } from '../../../lib/bytes.ts';
import { mapParts, visitParts } from '../../../lib/json-parts.ts';
import type { Recording } from '../../../recordings/recording.ts';
import { fromMarked } from '../../../recordings/recording-marks.ts';
import { isSecretMark, likeMark, secretNumber } from '../../../recordings/recording-secrets.ts';
import { findGivenValues } from './given-values.ts';
import { carriedBy, isSentMoment, momentsOf } from './moments.ts';

/** What a replay puts in the place of what was recorded. */
export interface Replacements {
  /** Whole texts of payloads. */
  readonly substitutions: ReadonlyMap<string, string>;
  /** The secrets that no server gives, by number. */
  readonly secrets: ReadonlyMap<number, string>;
}

/** The payload to send, out of its recorded JSON form; `uses` says what variables became, and where. */
export function fillPayload(
  payload: unknown,
  uses: readonly { readonly path: Path; readonly value: unknown }[],
  { substitutions, secrets }: Replacements,
): unknown {
  const values = new Map(uses.map(({ path, value }) => [JSON.stringify(path), value]));
  const filled = mapParts(payload, ({ value, path }) => {
    const key = JSON.stringify(path);
    const given = values.get(key);
    if (isSecretMark(value))
      return { value: likeMark(value, values.has(key) ? given : (secrets.get(secretNumber(value)) ?? '')) };
    if (values.has(key)) return { value: given };
    return typeof value === 'string' ? { value: substitutions.get(value) ?? value } : undefined;
  });
  return fromMarked(filled);
}

const MAX_LENGTH = 64;
const MAX_TEXTS = 100;

/** The texts that clients sent of their own, each once, in the order of the recording; long ones are left out. */
export function sentTexts(recording: Recording): string[] {
  const { uses } = findGivenValues(recording);
  const texts = new Set<string>();
  momentsOf(recording).forEach((moment, index) => {
    if (!isSentMoment(moment)) return;
    const variables = new Set(uses.get(index)?.map(({ path }) => JSON.stringify(path)));
    visitParts(carriedBy(moment), ({ value, path }) => {
      if (variables.has(JSON.stringify(path)) || isJsonBytes(value)) return false;
      if (typeof value === 'string' && value !== '' && value.length <= MAX_LENGTH) texts.add(value);
      return true;
    });
  });
  return [...texts].slice(0, MAX_TEXTS);
}

/** The names that somebody logged in under, each with a random ending: a name is free on the server for one client only. */
export function uniqueNames({ clients }: Recording, texts: readonly string[]): Map<string, string> {
  const names = new Set(clients.flatMap(({ identities }) => identities));
  return new Map(
    texts.filter((text) => names.has(text)).map((text) => [text, withEnding(text, randomEnding())]),
  );
}

/** Every text with the same ending. */
export function withEndings(texts: readonly string[]): Map<string, string> {
  const ending = randomEnding();
  return new Map(texts.map((text) => [text, withEnding(text, ending)]));
}

/** `Alice x3f9`, or `room-x3f9` where there is no capital or space; of at most 32 characters where the text is. */
function withEnding(text: string, ending: string): string {
  const joint = /[\sA-Z]/.test(text) ? ' ' : '-';
  const kept = text.length <= 32 ? text.slice(0, 31 - ending.length) : text;
  return `${kept}${joint}${ending}`;
}

function randomEnding(): string {
  return Math.random().toString(36).slice(2, 6).padEnd(4, '0');
}
