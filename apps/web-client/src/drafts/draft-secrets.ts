import { REDACTED, redact, type Schema } from '@switchboard/contract';
import { payloadSchema } from '../contract/payload-schema.ts';
import { formatPath, getAtPath, isBranch } from '../lib/at-path.ts';
import { ExactNumber, printExact, readExact } from '../lib/exact-json.ts';
import { mapParts } from '../lib/json-parts.ts';
import { hideNamed, namesSecret } from '../lib/secret-names.ts';
import { COMPOSER } from '../texts/composer.ts';
import { isArgsDraft, writeArgsDraft } from './args-draft.ts';

export interface HiddenText {
  /** The draft without its secrets: the same text where it has none. */
  readonly text: string;
  /** Where the secrets are, in words. */
  readonly hidden: readonly string[];
}

/**
 * Replaces what the schema marks as secret in a draft by `REDACTED`, without a schema what is named like a secret. In the
 * arguments of a raw message the schema is that of the first. A draft that is not JSON, or names a field twice, is replaced as
 * a whole if it may have a secret, because the secret cannot be found. Numbers keep the digits that were written.
 */
export function hideSecrets(schema: Schema | undefined, text: string): HiddenText {
  if (text.trim() === '') return { text, hidden: [] };
  const draft = openDraft(text);
  if (!draft) {
    const mayHold = schema ? mayHoldSecret(schema) : namesSecret(text);
    return mayHold ? { text: REDACTED, hidden: [COMPOSER.wholeDraft] } : { text, hidden: [] };
  }
  const { value, args } = draft;
  const shown = args
    ? args.map((arg, index) => hideArgument(index === 0 ? schema : undefined, arg))
    : hide(schema, value);
  const hidden = differences(value, shown).map(formatPath);
  return hidden.length === 0 ? { text, hidden } : { text: draft.write(shown), hidden };
}

/** Puts the secrets of `mine` into a draft that came without them, in the same places. */
export function fillSecrets(schema: Schema | undefined, text: string, mine: string): string {
  const hidden = hideSecrets(schema, mine);
  if (hidden.hidden.length === 0 || !text.includes(REDACTED)) return text;
  const [draft, own, shown] = [text, mine, hidden.text].map(openDraft);
  if (!draft || !own || !shown) return text === hidden.text ? mine : text;
  const filled = mapParts(draft.value, ({ value, path }) => {
    // A text may be JSON with a secret in it.
    const isHidden = typeof value === 'string' && value.includes(REDACTED);
    return isHidden && value === getAtPath(shown.value, path)
      ? { value: getAtPath(own.value, path) }
      : undefined;
  });
  return draft.write(filled);
}

interface OpenDraft {
  readonly value: unknown;
  /** The value again, of a raw message: its arguments, each as an object or a list where its text is JSON of one. */
  readonly args?: readonly unknown[];
  /** A text of the same form. */
  write(value: unknown): string;
}

/** `undefined` for what is not JSON, or names a field twice. */
function openDraft(text: string): OpenDraft | undefined {
  const value = readExact(text);
  if (value === undefined) return undefined;
  if (!isArgsDraft(value)) return { value, write };
  const args = value.args.map((arg) => {
    const parsed = readExact(arg.text);
    return isBranch(parsed) ? parsed : arg.text;
  });
  const writeArgs = (next: unknown): string => {
    const texts = Object.values(Object(next)).map((arg) => (typeof arg === 'string' ? arg : write(arg)));
    return writeArgsDraft({
      ...value,
      args: value.args.map((arg, index) => ({ ...arg, text: texts[index] ?? arg.text })),
    });
  };
  return { value: args, args, write: writeArgs };
}

function write(value: unknown): string {
  return printExact(value, 2) ?? '';
}

/** An argument that is a text goes by names, too: it may be JSON that cannot be read. */
function hideArgument(schema: Schema | undefined, arg: unknown): unknown {
  const shown = hide(schema, arg);
  return typeof shown === 'string' ? hideNamed(shown) : shown;
}

function hide(schema: Schema | undefined, value: unknown): unknown {
  return schema ? redact(schema, value) : hideNamed(value);
}

/** Shorter secrets stand in many texts by chance: they are taken out where a text is nothing else. */
const MIN_LENGTH = 6;

/** Takes secrets that are known by their value out of a JSON value; `names` gives each a name for people. */
export function stripValues(
  value: unknown,
  names: ReadonlyMap<string, string>,
): { value: unknown; hidden: string[] } {
  const hidden = new Set<string>();
  const strip = (text: string, isText = true): string =>
    [...names].reduce((rest, [secret, name]) => {
      const isLong = secret.length >= MIN_LENGTH && rest.includes(secret);
      if (secret === '' || !(isLong || (isText && rest === secret))) return rest;
      hidden.add(name);
      return rest.replaceAll(secret, '');
    }, text);
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string') return strip(part);
    if (Array.isArray(part)) return part.map(walk);
    if (isBranch(part) && !(part instanceof ExactNumber))
      return Object.fromEntries(Object.entries(part).map(([key, item]) => [strip(key), walk(item)]));
    const text = String(part);
    return strip(text, false) === text ? part : '';
  };
  return { value: walk(value), hidden: [...hidden] };
}

/** The same for a draft: in the values of its JSON, or in its text where it is not JSON. */
export function stripText(text: string, names: ReadonlyMap<string, string>): HiddenText {
  const draft = openDraft(text);
  const { value, hidden } = stripValues(draft ? draft.value : text, names);
  if (hidden.length === 0) return { text, hidden };
  return { text: draft ? draft.write(value) : String(value), hidden };
}

function differences(value: unknown, shown: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (value === shown) return [];
  if (!isBranch(value) || !isBranch(shown)) return [path];
  return Object.entries(value).flatMap(([key, item]) =>
    differences(item, Reflect.get(shown, key), [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function mayHoldSecret(schema: Schema): boolean {
  const described = payloadSchema(schema);
  return !described || JSON.stringify(described).includes('"secret":true');
}
