import { createContext, useContext, useSyncExternalStore } from 'react';
import { type NamedClient, NamedClients } from './named-clients.ts';
import { Recorder } from './recorder.ts';
import { type LogSnapshot, TrafficLog } from './traffic-log.ts';

/** What lives as long as the page: the clients, what they saw, and what is being recorded of it. */
export interface ConsoleSession {
  readonly clients: NamedClients;
  readonly log: TrafficLog;
  readonly recorder: Recorder;
}

/** Connects the console's clients to the server at `url`. */
export function startSession(url: string): ConsoleSession {
  const log = new TrafficLog();
  const clients = new NamedClients(url, log);
  return { clients, log, recorder: new Recorder(clients) };
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
