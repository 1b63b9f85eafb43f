import { fromJson } from '@switchboard/contract';
import { isSecretMark } from '../../../lib/recording-secrets.ts';
import { mapParts, type Path } from './json-parts.ts';

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
    if (values.has(key)) return { value: values.get(key) };
    if (isSecretMark(value)) return { value: secrets.get(value.$secret) ?? '' };
    if (typeof value === 'string') return { value: substitutions.get(value) ?? value };
    return undefined;
  });
  return fromJson(filled);
}

/** A value with the secrets in the place of their marks. */
export function fillValue(value: unknown, secrets: ReadonlyMap<number, string>): unknown {
  return fillPayload(value, [], { substitutions: new Map(), secrets });
}
