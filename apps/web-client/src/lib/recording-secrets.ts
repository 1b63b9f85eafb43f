import { REDACTED } from '@switchboard/contract';
import { mapParts } from './json-parts.ts';
import type { RecordedSettings } from './recording.ts';
import { toMarked } from './recording-marks.ts';

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

/** Shorter texts are too likely to be something else. */
const MIN_LENGTH = 6;

/**
 * Puts marks in the place of secrets, the same for the same secret wherever it comes up again. A secret may be known only
 * by its last place: what is hidden twice has marks in the earlier places, too.
 */
export class SecretMarks {
  readonly #numbers = new Map<string, number>();

  /** `shown` is the same value as it may be shown; what is hidden there becomes a mark, and so does every known secret. */
  hide(value: unknown, shown: unknown): unknown {
    if (shown === REDACTED && value !== REDACTED) return this.#mark(value);
    if (typeof value === 'string' || typeof value === 'number') {
      const isKnown = String(value).length >= MIN_LENGTH && this.#numbers.has(JSON.stringify(value));
      // A text of which a part is hidden is a secret as a whole.
      return isKnown || (typeof shown === 'string' && shown !== value) ? this.#mark(value) : value;
    }
    if (typeof value !== 'object' || value === null) return value;
    if (shown === value && this.#numbers.size === 0) return value;
    const hideIn = (key: string | number, item: unknown): unknown =>
      this.hide(item, typeof shown === 'object' && shown !== null ? Reflect.get(shown, key) : item);
    if (Array.isArray(value)) return value.map((item, index) => hideIn(index, item));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hideIn(key, item)]));
  }

  /** Puts a mark in the place of every text and number; a mark that is there stays. */
  hideAll<Value>(value: Value): Value {
    return mapParts(value, ({ value: part }) => {
      if (isSecretMark(part)) return { value: part };
      return typeof part === 'string' || typeof part === 'number' ? { value: this.#mark(part) } : undefined;
    }) as Value;
  }

  #mark(value: unknown): SecretMark {
    const key = JSON.stringify(value) ?? 'undefined';
    const number = this.#numbers.get(key) ?? this.#numbers.size + 1;
    this.#numbers.set(key, number);
    return { $secret: typeof value === 'number' ? -number : number };
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
  const { auth, query } = settings;
  // A replay in a browser seldom can send headers: nobody is asked for them again.
  return { ...settings, auth: marks.hideAll(auth), query: marks.hideAll(query), headers: {} };
}
