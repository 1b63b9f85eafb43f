import { forgetStored, readStoredJson, storeJson } from '../lib/storage.ts';

/** For how many servers drafts and variables are kept: those for which something was written last. */
export const MAX_SERVERS = 20;

const SERVERS = 'switchboard.servers-of-drafts';

/** Notes that a draft is written for a server, and forgets those of the server that is one too many; `prefix` is that of all drafts. */
export function keepServer(storage: () => Storage, prefix: string, server: string): void {
  const stored = readStoredJson(storage, SERVERS);
  const before = Array.isArray(stored) ? stored.map(String) : [];
  if (before.at(-1) === server) return;
  const servers = [...before.filter((one) => one !== server), server];
  for (const old of servers.slice(0, -MAX_SERVERS)) forgetStored(storage, `${prefix}${old} `);
  storeJson(storage, SERVERS, servers.slice(-MAX_SERVERS));
}
