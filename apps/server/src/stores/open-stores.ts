import type { Config } from '../config.ts';
import { openDatabase, openPresenceDatabase } from './database.ts';
import type { MessageStore } from './message-store.ts';
import type { PresenceStore } from './presence-store.ts';
import type { SessionStore } from './session-store.ts';
import { createSqliteMessageStore } from './sqlite-message-store.ts';
import { createSqlitePresenceStore } from './sqlite-presence-store.ts';
import { createSqliteSessionStore } from './sqlite-session-store.ts';

/** Everything that is kept outside of one process. */
export interface Stores {
  readonly messages: MessageStore;
  readonly sessions: SessionStore;
  readonly presence: PresenceStore;
  /** Whether the stores can be asked now. */
  isReady(): boolean;
  close(): Promise<void>;
}

/** Opens the stores of this machine, which all its processes share. Rejects with a StartError if they cannot be used. */
export async function openStores({ dataDir }: Pick<Config, 'dataDir'>): Promise<Stores> {
  const database = openDatabase(dataDir);
  const presenceDatabase = openPresenceDatabase(dataDir);
  return {
    messages: createSqliteMessageStore(database),
    sessions: createSqliteSessionStore(database),
    presence: createSqlitePresenceStore(presenceDatabase),
    isReady: () => database.open,
    close: async () => {
      database.close();
      presenceDatabase.close();
    },
  };
}
