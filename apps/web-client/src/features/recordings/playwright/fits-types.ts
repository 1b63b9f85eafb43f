import { fromJson, type ServerEventSpec, validateNow } from '@switchboard/contract';
import { defaultContract, sentSpec } from '../../../contract/contracts.ts';
import { isSecretMark } from '../../../lib/recording-secrets.ts';
import { canonical, mapParts, type Path } from '../model/json-parts.ts';

/**
 * Whether a payload, in its JSON form, may be written as the argument of a typed call. `texts` are the paths of parts
 * that are variables of the type `string` in the written call.
 */
export function fitsTypes(event: string, payload: unknown, texts: readonly Path[]): boolean {
  const spec = sentSpec(defaultContract(), event);
  if (!spec) return false;
  if (!spec.payload) return payload === null;
  const variables = new Set(texts.map((path) => JSON.stringify(path)));
  // Any other text must fit too, or the type is narrower than `string`.
  const varied = mapParts(payload, ({ value, path }) => {
    if (isSecretMark(value)) return { value: 'secret' };
    return variables.has(JSON.stringify(path)) ? { value: `${String(value)}x` } : undefined;
  });
  return [payload, varied].every((value) => fits(spec, value));
}

function fits({ payload: schema }: ServerEventSpec, json: unknown): boolean {
  if (!schema) return json === null;
  try {
    const value = mapSecrets(json);
    const validation = validateNow(schema, fromJson(value));
    // A key that the schema drops is one too many for the type.
    return validation.ok && hasKeysOf(validation.value, value);
  } catch {
    return false;
  }
}

function mapSecrets(value: unknown): unknown {
  return mapParts(value, ({ value: part }) => (isSecretMark(part) ? { value: 'secret' } : undefined));
}

function hasKeysOf(output: unknown, input: unknown): boolean {
  if (typeof input !== 'object' || input === null || '$bytes' in input) return true;
  if (typeof output !== 'object' || output === null) return canonical(output) === canonical(input);
  return Object.entries(input).every(
    ([key, item]) => Object.hasOwn(output, key) && hasKeysOf(Reflect.get(output, key), item),
  );
}
