import { createContext, useContext, useSyncExternalStore } from 'react';
import type { NamedClient } from '../clients/named-client.ts';
import { NamedClients } from '../clients/named-clients.ts';
import type { SavedClient } from '../clients/saved-clients.ts';
import { Recorder, type RecorderState } from '../recordings/recorder.ts';
import { ContractRecord } from '../traffic/contract-record.ts';
import { type LogSnapshot, readLogCapacity, TrafficLog } from '../traffic/traffic-log.ts';
import { TrafficStats } from '../traffic/traffic-stats.ts';
import { keepTimeline } from './kept-log.ts';

/** What lives as long as the page: the clients and what they saw. */
export interface ConsoleSession {
  /** Of the server that the console was opened for. */
  readonly url: string;
  readonly clients: NamedClients;
  readonly log: TrafficLog;
  /** What of the contract was exercised and broken. */
  readonly record: ContractRecord;
  /** How much there was, and how fast. */
  readonly stats: TrafficStats;
  /** Records what the log gets, once it is started. */
  readonly recorder: Recorder;
}

/** Connects the console's clients to the server at `url`; `first` are those of a page that keeps none yet. */
export function startSession(url: string, first?: readonly SavedClient[]): ConsoleSession {
  const log = new TrafficLog(readLogCapacity());
  keepTimeline(log);
  const clients = new NamedClients(url, log, first);
  const record = new ContractRecord();
  const stats = new TrafficStats();
  clients.onMessage((clientId, message, place) => {
    record.add(clientId, message, place);
    stats.add(clientId, message);
  });
  return { url, clients, log, record, stats, recorder: new Recorder(log, clients) };
}

export const SessionContext = createContext<ConsoleSession | undefined>(undefined);

export function useSession(): ConsoleSession {
  const session = useContext(SessionContext);
  if (!session) throw new Error('Put this component into a SessionContext.');
  return session;
}

export function useClients(): readonly NamedClient[] {
  const { clients } = useSession();
  return useSyncExternalStore(clients.subscribe, clients.getSnapshot);
}

/** Renders again at most ten times a second. */
export function useLog(): LogSnapshot {
  const { log } = useSession();
  return useSyncExternalStore(log.subscribe, log.getSnapshot);
}

/** One part of what the log holds; renders again only when that is another value. */
export function useLogPart<Part extends string | number>(pick: (snapshot: LogSnapshot) => Part): Part {
  const { log } = useSession();
  return useSyncExternalStore(log.subscribe, () => pick(log.getSnapshot()));
}

/** What is being recorded; renders again at most once a frame. */
export function useRecorder(): RecorderState {
  const { recorder } = useSession();
  return useSyncExternalStore(recorder.subscribe, recorder.getSnapshot);
}
