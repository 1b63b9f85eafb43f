import { readStoredJson, storeJson } from '../../../lib/stored-json.ts';

/** What was typed into a field and cannot be part of the draft yet. */
export interface PendingText {
  readonly text: string;
  /** How the text is meant, where a field can be filled in several ways. */
  readonly kind: string;
  /** The JSON of the field's value in the draft then: once that is another, the text is out of date. */
  readonly over: string;
}

const STORED = 'switchboard.pending-texts';
const storage = (): Storage => sessionStorage;

/** The pending text of a field, unless the draft was changed since. Survives a reload of this tab. */
export function readPendingText(key: string, over: string): PendingText | undefined {
  const found = readAll()[key];
  return isPending(found) && found.over === over ? found : undefined;
}

/** Keeps a pending text, or forgets it if it is `undefined`. */
export function keepPendingText(key: string, pending: PendingText | undefined): void {
  const { [key]: _, ...others } = readAll();
  storeJson(storage, STORED, pending ? { ...others, [key]: pending } : others);
}

function readAll(): Record<string, unknown> {
  const stored = readStoredJson(storage, STORED);
  return typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {};
}

function isPending(value: unknown): value is PendingText {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['text', 'kind', 'over'].every((key) => typeof Reflect.get(value, key) === 'string')
  );
}
