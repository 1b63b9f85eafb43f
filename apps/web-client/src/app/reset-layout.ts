import { storeJson } from '../lib/stored-json.ts';

const ARRANGED = ['switchboard.ui', 'switchboard.layout', 'switchboard.catalog'];

/** Forgets where the user was and how the rooms were arranged, then loads the console again. Drafts are kept. */
export function resetLayout(): void {
  for (const key of ARRANGED) storeJson(() => localStorage, key, undefined);
  location.reload();
}
