import { type EventSpec, REDACTED, redact, type Schema } from '@switchboard/contract';
import { formatPath } from '../../components/issue-list.tsx';
import { payloadSchema } from '../../lib/payload-schema.ts';

export interface HiddenText {
  /** The draft without its secrets: the very same where it has none. */
  readonly text: string;
  /** Where they are. */
  readonly paths: readonly string[];
}

/** Hides what the contract marks as secret in a draft; all of a draft that is not JSON and might hold one. */
export function hideSecrets(spec: EventSpec | undefined, text: string): HiddenText {
  const schema = spec?.payload;
  if (!schema || text.trim() === '') return { text, paths: [] };
  const value = parse(text);
  if (value === undefined) {
    return mayHoldSecret(schema) ? { text: REDACTED, paths: ['(not JSON)'] } : { text, paths: [] };
  }
  const shown = redact(schema, value);
  if (shown === value) return { text, paths: [] };
  return { text: JSON.stringify(shown, null, 2), paths: differences(value, shown).map(formatPath) };
}

/** A draft that came without its secrets, with those that the one here has in the same places. */
export function fillSecrets(spec: EventSpec | undefined, text: string, mine: string): string {
  const hidden = hideSecrets(spec, mine);
  if (hidden.paths.length === 0 || !text.includes(REDACTED)) return text;
  const [value, own, shown] = [text, mine, hidden.text].map(parse);
  if (value === undefined || own === undefined) return text === hidden.text ? mine : text;
  return JSON.stringify(fill(value, own, shown), null, 2);
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
