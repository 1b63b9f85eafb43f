import { forgetStored, readStoredJson, storeJson } from '../lib/storage.ts';

/** For how many servers drafts and variables are kept: those for which something was written last. */
export const MAX_SERVERS = 20;

const SERVERS = 'switchboard.servers-of-drafts';

/** What is stored of a draft: each under one of these, with the key of the draft behind it. */
export const DRAFTS = 'switchboard.drafts.';
export const TEXTS = 'switchboard.texts.';

/** Stores a part of a draft, or forgets it if it is `undefined`; and forgets those of the server that is one too many. */
export function storeOfDraft(
  storage: () => Storage,
  part: typeof DRAFTS | typeof TEXTS,
  key: string,
  value: unknown,
): void {
  // `keyAt` writes the server before a space, and it has none.
  noteServer(storage, key.split(' ', 1).join());
  storeJson(storage, part + key, value);
}

function noteServer(storage: () => Storage, server: string): void {
  const stored = readStoredJson(storage, SERVERS);
  const before = Array.isArray(stored) ? stored.map(String) : [];
  if (before.at(-1) === server) return;
  const servers = [...before.filter((one) => one !== server), server];
  for (const old of servers.slice(0, -MAX_SERVERS))
    for (const part of [DRAFTS, TEXTS]) forgetStored(storage, `${part}${old} `);
  storeJson(storage, SERVERS, servers.slice(-MAX_SERVERS));
}
