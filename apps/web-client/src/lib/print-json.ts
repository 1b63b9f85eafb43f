import { toJson } from '@switchboard/contract';
import { newId } from './storage.ts';

/** Before the digits of a BigInt: no text of a value has it. */
const MARK = newId();
const MARKED = new RegExp(`"${MARK}(-?\\d+)"`, 'g');

/**
 * A value as JSON text, binary in its JSON form, and a BigInt with all its digits. `undefined` for what JSON leaves out.
 * Throws an EventError for what nests too deep.
 */
export function printJson(value: unknown, space?: number): string | undefined {
  const text = JSON.stringify(
    toJson(value),
    (_, item: unknown) => (typeof item === 'bigint' ? `${MARK}${item}` : item),
    space,
  ) as string | undefined;
  return text?.replaceAll(MARKED, '$1');
}
