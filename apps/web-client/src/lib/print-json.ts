import { toJson } from '@switchboard/contract';
import { printExact } from './exact-json.ts';

/**
 * A value as JSON text, binary in its JSON form, and a BigInt with all its digits. `undefined` for what JSON leaves out.
 * Throws an EventError for what nests too deep.
 */
export function printJson(value: unknown, space?: number): string | undefined {
  return printExact(toJson(value), space);
}
