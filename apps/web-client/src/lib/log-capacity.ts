import { readStoredJson, storeJson } from './stored-json.ts';

/** How many rows the console may be told to keep. */
export const LOG_CAPACITIES = [10_000, 50_000, 100_000] as const;

const STORED = 'switchboard.log-capacity';
const storage = (): Storage => localStorage;

/** What was chosen last; 10,000 until then. */
export function readLogCapacity(): number {
  const stored = readStoredJson(storage, STORED);
  return LOG_CAPACITIES.find((capacity) => capacity === stored) ?? LOG_CAPACITIES[0];
}

export function storeLogCapacity(capacity: number): void {
  storeJson(storage, STORED, capacity);
}
