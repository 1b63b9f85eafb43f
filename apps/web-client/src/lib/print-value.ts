import { toJson } from '@switchboard/contract';
import { errorMessage } from '../links/link.ts';
import { PARTS } from '../texts/shell.ts';

/** A value of any origin as JSON for people; what cannot be written so says why. Never throws. */
export function printValue(value: unknown): string {
  try {
    return JSON.stringify(toJson(value), null, 2) ?? 'undefined';
  } catch (error) {
    return PARTS.notJson(errorMessage(error));
  }
}
