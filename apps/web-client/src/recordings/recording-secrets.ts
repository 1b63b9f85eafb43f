import { isBytes, REDACTED } from '@switchboard/contract';
import { isJsonBytes } from '../lib/bytes.ts';
import { ExactNumber } from '../lib/exact-json.ts';
import { mapParts, visitParts } from '../lib/json-parts.ts';
import { jsonIn, secretWords } from '../lib/secret-names.ts';
import type { RecordedSettings } from './recording.ts';
import { isJsonInteger, type JsonInteger, toMarked } from './recording-marks.ts';

/** What stands in a recording in the place of a secret; a number below 0 says that the secret is a number. */
export interface SecretMark {
  readonly $secret: number;
}

export function isSecretMark(value: unknown): value is SecretMark {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === 1 &&
    typeof Reflect.get(value, '$secret') === 'number'
  );
}

/** Which secret of the recording it is, as a number or as a text. */
export function secretNumber({ $secret }: SecretMark): number {
  return Math.abs($secret);
}

/** The secret, in its JSON form, as it stood where the mark is: as a number where it was one, if it can be one now. */
export function likeMark({ $secret }: SecretMark, secret: unknown): unknown {
  if ($secret > 0) return isNumber(secret) ? digitsOf(secret) : secret;
  const isNumeric = typeof secret === 'string' && secret.trim() !== '' && !Number.isNaN(Number(secret));
  return isNumeric ? Number(secret) : secret;
}

/** Shorter texts and numbers are too likely to be something else, and so are these words. */
const MIN_LENGTH = 4;
const COMMON = /^(?:true|false|null)$/i;
/** Shorter secrets are not looked for inside of longer texts. */
const MIN_INSIDE = 8;
/** What nests deeper cannot be written. */
const MAX_DEPTH = 100;

/** What has a text of its own. */
function isPlain(value: unknown): value is string | number | bigint | ExactNumber {
  return ['string', 'number', 'bigint'].includes(typeof value) || value instanceof ExactNumber;
}

function isNumber(value: unknown): value is number | JsonInteger {
  return typeof value === 'number' || isJsonInteger(value);
}

function digitsOf(number: number | JsonInteger): string {
  return typeof number === 'number' ? String(number) : number.$integer;
}

type Replace = (secret: unknown) => unknown;

/**
 * The secrets of a file: `learn` collects them from all that is written, `hide` then replaces them wherever they stand. A
 * number and its text are one secret. A secret of 4 characters or more is hidden where a text or a number equals it, and
 * also inside of a text that is JSON; one of 8 or more wherever a text or a key contains it. Shorter ones, booleans and
 * `null` are hidden only where their own name says so.
 */
export class SecretMarks {
  readonly #numbers = new Map<string, number>();
  readonly #known = new Set<string>();
  /** Those of at least `MIN_INSIDE` characters, by their first ones. */
  readonly #byStart = new Map<string, string[]>();
  #lastNumber = 0;

  /** Gives the numbers of the marks in a value, which is in its JSON form, to no other secret. */
  reserve(form: unknown): void {
    visitParts(form, ({ value }) => {
      if (isSecretMark(value)) this.#lastNumber = Math.max(this.#lastNumber, secretNumber(value));
      return true;
    });
  }

  /** Collects what is hidden in `shown`, which is the same value as it may be shown; what `shown` lacks is left alone. */
  learn(value: unknown, shown: unknown = REDACTED, depth = 0): void {
    if (shown === value || shown === undefined || depth > MAX_DEPTH) return;
    if (isPlain(value)) {
      if (shown === REDACTED) this.#add(String(value));
      const inside = jsonIn(String(value));
      if (inside !== undefined) this.learn(inside, jsonIn(String(shown)) ?? REDACTED, depth + 1);
    } else if (typeof value === 'object' && value !== null && !isBytes(value)) {
      for (const [key, item] of Object.entries(value))
        this.learn(item, shown === REDACTED ? REDACTED : Reflect.get(Object(shown), key), depth + 1);
    }
  }

  /**
   * The value with `replace` of each secret in its place, a mark if it is not given: what is hidden in `shown`, and what is
   * known. A text of which a part is hidden is a secret as a whole. The very same value where nothing is hidden.
   */
  hide(value: unknown, shown = value, replace: Replace = (secret) => this.#mark(secret), depth = 0): unknown {
    if (shown === REDACTED && value !== REDACTED) return replace(value);
    if (isPlain(value)) {
      const isPartHidden = typeof shown === 'string' && shown !== value;
      return isPartHidden || this.#isKnown(String(value), depth) ? replace(value) : value;
    }
    if (typeof value !== 'object' || value === null || isBytes(value) || depth > MAX_DEPTH) return value;
    if (shown === value && this.#known.size === 0) return value;
    if (isJsonBytes(value)) return this.#known.has(value.$bytes) ? replace(value) : value;
    if (isJsonInteger(value)) return this.#known.has(value.$integer) ? replace(value) : value;
    const entries = Object.entries(value);
    if (!Array.isArray(value) && entries.some(([key]) => this.#isInside(key))) return replace(value);
    const hidden = entries.map(([key, item]) => {
      const shownItem = typeof shown === 'object' && shown !== null ? Reflect.get(shown, key) : item;
      return [key, this.hide(item, shownItem, replace, depth + 1)] as const;
    });
    if (hidden.every(([, item], index) => item === entries[index]?.[1])) return value;
    return Array.isArray(value) ? hidden.map(([, item]) => item) : Object.fromEntries(hidden);
  }

  /** Puts a mark in the place of every text and number, which are known from then on; a mark that is there stays. */
  hideAll<Value>(value: Value): Value {
    return mapParts(value, ({ value: part }) => {
      if (isSecretMark(part)) return { value: part };
      if (typeof part !== 'string' && !isNumber(part)) return undefined;
      this.learn(part);
      return { value: this.#mark(part) };
    }) as Value;
  }

  #add(text: string): void {
    for (const secret of [text, ...secretWords(text)]) {
      if (secret.length < MIN_LENGTH || COMMON.test(secret) || this.#known.has(secret)) continue;
      this.#known.add(secret);
      if (secret.length < MIN_INSIDE) continue;
      const start = secret.slice(0, MIN_INSIDE);
      this.#byStart.set(start, [...(this.#byStart.get(start) ?? []), secret]);
    }
  }

  #isKnown(text: string, depth: number): boolean {
    if (this.#known.size === 0) return false;
    if (this.#known.has(text) || this.#isInside(text)) return true;
    const inside = jsonIn(text);
    return inside !== undefined && this.hide(inside, inside, () => REDACTED, depth + 1) !== inside;
  }

  #isInside(text: string): boolean {
    if (this.#byStart.size === 0) return false;
    for (let at = 0; at + MIN_INSIDE <= text.length; at++) {
      const secrets = this.#byStart.get(text.slice(at, at + MIN_INSIDE));
      if (secrets?.some((secret) => text.startsWith(secret, at))) return true;
    }
    return false;
  }

  #mark(value: unknown): SecretMark {
    const key = JSON.stringify(isNumber(value) ? digitsOf(value) : value) ?? 'undefined';
    const number = this.#numbers.get(key) ?? ++this.#lastNumber;
    this.#numbers.set(key, number);
    return { $secret: isNumber(value) ? -number : number };
  }
}

/** The settings of a client as a recording has them, in the clear; without an `auth` that nests too deep for one. */
export function toRecordedSettings(settings: RecordedSettings): RecordedSettings {
  try {
    return { ...settings, auth: toMarked(settings.auth) as typeof settings.auth };
  } catch {
    return { ...settings, auth: {} };
  }
}

/** The same with a mark in the place of every text and number in `auth` and `query`. */
export function hideSettings(settings: RecordedSettings, marks: SecretMarks): RecordedSettings {
  const { auth, query, headers } = settings;
  marks.learn(headers);
  // A replay in a browser seldom can send headers: nobody is asked for them again.
  return { ...settings, auth: marks.hideAll(auth), query: marks.hideAll(query), headers: {} };
}
