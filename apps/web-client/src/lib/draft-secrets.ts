import { REDACTED, redact, type Schema } from '@switchboard/contract';
import { formatPath } from '../components/issue-list.tsx';
import { payloadSchema } from './payload-schema.ts';

export interface HiddenText {
  /** The draft without its secrets: the same text where it has none. */
  readonly text: string;
  /** Where the secrets are, in words. */
  readonly hidden: readonly string[];
}

/**
 * Replaces what the schema marks as secret in a draft by `REDACTED`. A draft that is not JSON is replaced as a whole if
 * the schema has a secret, because the secret cannot be found.
 */
export function hideSecrets(schema: Schema | undefined, text: string): HiddenText {
  if (!schema || text.trim() === '') return { text, hidden: [] };
  const value = parse(text);
  if (value === undefined) {
    return mayHoldSecret(schema)
      ? { text: REDACTED, hidden: ['the whole draft, because it is not JSON'] }
      : { text, hidden: [] };
  }
  const shown = redact(schema, value);
  if (shown === value) return { text, hidden: [] };
  return { text: JSON.stringify(shown, null, 2), hidden: differences(value, shown).map(formatPath) };
}

/** Puts the secrets of `mine` into a draft that came without them, in the same places. */
export function fillSecrets(schema: Schema | undefined, text: string, mine: string): string {
  const hidden = hideSecrets(schema, mine);
  if (hidden.hidden.length === 0 || !text.includes(REDACTED)) return text;
  const [value, own, shown] = [text, mine, hidden.text].map(parse);
  if (value === undefined || own === undefined) return text === hidden.text ? mine : text;
  return JSON.stringify(fill(value, own, shown), null, 2);
}

/** Takes secrets that are known by their value out of any text; `names` gives each a name for people. */
export function stripValues(text: string, names: ReadonlyMap<string, string>): HiddenText {
  const found = [...names].filter(([secret]) => secret !== '' && text.includes(secret));
  return {
    text: found.reduce((rest, [secret]) => rest.replaceAll(secret, ''), text),
    hidden: found.map(([, name]) => name),
  };
}

function fill(value: unknown, own: unknown, shown: unknown): unknown {
  if (value === REDACTED && shown === REDACTED) return own;
  if (!isBranch(value) || !isBranch(own) || !isBranch(shown)) return value;
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    fill(item, Reflect.get(own, key), Reflect.get(shown, key)),
  ]);
  return Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries);
}

function differences(value: unknown, shown: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (value === shown) return [];
  if (!isBranch(value) || !isBranch(shown)) return [path];
  return Object.entries(value).flatMap(([key, item]) =>
    differences(item, Reflect.get(shown, key), [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function mayHoldSecret(schema: Schema): boolean {
  const described = payloadSchema(schema);
  return !described || JSON.stringify(described).includes('"secret":true');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
