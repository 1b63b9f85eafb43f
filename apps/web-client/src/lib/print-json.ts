import { toJson } from '@switchboard/contract';
import { newId } from './storage.ts';

/**
 * A value as JSON text, binary in its JSON form, and a BigInt with all its digits. `undefined` for what JSON leaves out.
 * Throws an EventError for what nests too deep.
 */
export function printJson(value: unknown, space?: number): string | undefined {
  // No text of the value has it.
  const mark = newId();
  const text = JSON.stringify(
    toJson(value),
    (_, item: unknown) => (typeof item === 'bigint' ? `${mark}${item}` : item),
    space,
  ) as string | undefined;
  return text?.replaceAll(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1');
}
