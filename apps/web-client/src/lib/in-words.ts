import { thrownText } from '@switchboard/contract';
import { PARTS } from '../texts/shell.ts';
import { printJson } from './print-json.ts';

/** What was thrown, in words. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : thrownText(error);
}

/** A value of any origin as JSON for people; what cannot be written so says why. Never throws. */
export function valueInWords(value: unknown): string {
  try {
    return printJson(value, 2) ?? 'undefined';
  } catch (error) {
    return PARTS.notJson(errorMessage(error));
  }
}
