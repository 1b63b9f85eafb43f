import { createContext, useContext, useSyncExternalStore } from 'react';
import { readLogCapacity } from './log-capacity.ts';
import { type NamedClient, NamedClients } from './named-clients.ts';
import { type LogSnapshot, TrafficLog } from './traffic-log.ts';

/** What lives as long as the page: the clients and what they saw. */
export interface ConsoleSession {
  readonly clients: NamedClients;
  readonly log: TrafficLog;
}

/** Connects the console's clients to the server at `url`. */
export function startSession(url: string): ConsoleSession {
  const log = new TrafficLog(readLogCapacity());
  return { clients: new NamedClients(url, log), log };
}

export const SessionContext = createContext<ConsoleSession | undefined>(undefined);

export function useSession(): ConsoleSession {
  const session = useContext(SessionContext);
  if (!session) throw new Error('Put this component into a SessionContext.');
  return session;
}

/** Rendered anew when a client comes, goes or changes its state. */
export function useClients(): readonly NamedClient[] {
  const { clients } = useSession();
  return useSyncExternalStore(clients.subscribe, clients.getSnapshot);
}

/** Rendered anew at most ten times a second. */
export function useLog(): LogSnapshot {
  const { log } = useSession();
  return useSyncExternalStore(log.subscribe, log.getSnapshot);
}

/** One part of what the log holds; rendered anew only when that is another value. */
export function useLogPart<Part extends string | number>(pick: (snapshot: LogSnapshot) => Part): Part {
  const { log } = useSession();
  return useSyncExternalStore(log.subscribe, () => pick(log.getSnapshot()));
}
