import { isBytes, REDACTED } from '@switchboard/contract';
import { isBranch } from './at-path.ts';
import { printExact, readExact } from './exact-json.ts';
import { mapParts } from './json-parts.ts';

/** Where no schema says what is secret, the values of fields of such names are. */
const SECRET =
  /pass(word|wd|phrase|code)|pwd|secret|token|jwt|bearer|(api|access|private)[-_]?key|authorization|credential|cookie|^(pass|pin|otp)$/i;

const VARIABLE = /^\{\{[^{}]*\}\}$/;

const MAX_DEPTH = 100;
/** No name is longer; without a limit a long text would take for ever. */
const MAX_NAME = 80;

export function isSecretName(name: string): boolean {
  return SECRET.test(name);
}

/**
 * The value with `REDACTED` in the place of what is named like a secret, but for variables, booleans and what is empty: the
 * very same value where nothing is. A text that is JSON is looked into; another one that tells a secret is hidden whole.
 */
export function hideNamed(value: unknown, depth = 0): unknown {
  return mapParts(value, ({ value: part, path }) => {
    const key = path.at(-1);
    if (typeof key === 'string' && isSecretName(key) && mayBeSecret(part)) return { value: REDACTED };
    if (typeof part === 'string') return { value: hideInText(part, depth + path.length) };
    const isTooDeep = depth + path.length === MAX_DEPTH && isBranch(part) && !isBytes(part);
    return isTooDeep ? { value: REDACTED } : undefined;
  });
}

function hideInText(text: string, depth: number): string {
  const value = jsonIn(text);
  if (value === undefined) return namesSecret(text) ? REDACTED : text;
  const shown = hideNamed(value, depth + 1);
  return shown === value ? text : (printExact(shown) ?? REDACTED);
}

/** The list, object or text that a text is as JSON, as `readExact` reads it; `undefined` where it is none. */
export function jsonIn(text: string): unknown {
  return /^\s*["[{]/.test(text) ? readExact(text) : undefined;
}

function mayBeSecret(value: unknown): boolean {
  if (typeof value === 'string') return value !== '' && !VARIABLE.test(value);
  return value !== null && value !== undefined && typeof value !== 'boolean';
}

/** Whether a text that is not JSON seems to give a secret its value, as `password=…`. */
export function namesSecret(text: string): boolean {
  return textsAfterNames(text).length > 0;
}

/** The secrets inside of a text that is not JSON: the word after a name as in `password=…`, or after `Bearer` or `Basic`. */
export function secretWords(text: string): string[] {
  const named = textsAfterNames(text).map((rest) => /^[\s"']*([^\s"',;&]+)/.exec(rest)?.[1]);
  const presented = [...text.matchAll(/\b(?:bearer|basic)\s+([^\s"',;&]+)/gi)].map(([, word]) => word);
  return [...named, ...presented].filter((word) => word !== undefined);
}

/** What follows each name of a secret. */
function textsAfterNames(text: string): string[] {
  let end = 0;
  const befores = text.split(/[:=]/).slice(0, -1);
  return befores.flatMap((before) => {
    end += before.length + 1;
    const [name = ''] = /[\w-]+(?=\W*$)/.exec(before.trimEnd().slice(-MAX_NAME)) ?? [];
    return isSecretName(name) ? [text.slice(end)] : [];
  });
}
