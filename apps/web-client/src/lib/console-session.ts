import { createContext, useContext, useSyncExternalStore } from 'react';
import { type NamedClient, NamedClients } from './named-clients.ts';
import { type LogSnapshot, TrafficLog } from './traffic-log.ts';
import { TrafficStats } from './traffic-stats.ts';

/** What lives as long as the page: the clients and what they saw. */
export interface ConsoleSession {
  readonly clients: NamedClients;
  readonly log: TrafficLog;
  readonly stats: TrafficStats;
}

/** Connects the console's clients to the server at `url`. */
export function startSession(url: string): ConsoleSession {
  const log = new TrafficLog();
  const clients = new NamedClients(url, log);
  const stats = new TrafficStats();
  clients.onTraffic(stats.add);
  return { clients, log, stats };
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

/** Rendered anew at most once a frame. */
export function useLog(): LogSnapshot {
  const { log } = useSession();
  return useSyncExternalStore(log.subscribe, log.getSnapshot);
}
