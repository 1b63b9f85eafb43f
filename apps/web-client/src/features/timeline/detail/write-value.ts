import { toJson } from '@switchboard/contract';

const MAX_LENGTH = 400_000;

/** A value as JSON text over several lines, cut where it is too long to read; says so where it cannot be written. */
export function writeValue(value: unknown): string {
  try {
    const text = JSON.stringify(toJson(value), null, 2) ?? 'nothing';
    return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}\n… cut` : text;
  } catch (error) {
    return `Cannot be written as JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}
