import { thrownText, toJson } from '@switchboard/contract';
import { PARTS } from '../texts/shell.ts';

/** What was thrown, in words. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : thrownText(error);
}

/** A value of any origin as JSON for people; what cannot be written so says why. Never throws. */
export function valueInWords(value: unknown): string {
  try {
    return JSON.stringify(toJson(value), null, 2) ?? 'undefined';
  } catch (error) {
    return PARTS.notJson(errorMessage(error));
  }
}
