import type { ConnectionState } from '@switchboard/client';
import { Listeners, pacedFrames, Snapshot } from '../lib/listeners.ts';
import { readStoredJson, storeJson } from '../lib/storage.ts';
import type { Destination } from '../links/connection-settings.ts';
import {
  type LinkAnswer,
  type LinkMessage,
  type ReceivedMessage,
  type SentMessage,
  unanswered,
} from '../links/link.ts';
import { CLIENTS } from '../texts/clients.ts';
import { ContractRecord, type ContractSnapshot } from './contract-record.ts';
import {
  asksForAnswer,
  type CallEntry,
  type Entry,
  type EntrySource,
  type EventEntry,
  type Place,
  problemOf,
} from './entry.ts';
import { entryWeight } from './entry-weight.ts';
import { EventCounts, type NamesSeen, type PlaceCounts } from './event-counts.ts';
import { renumber } from './renumber.ts';
import { RingBuffer } from './ring-buffer.ts';
import { TrafficStats } from './traffic-stats.ts';

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

/** How many bytes of JSON and frames the log may hold, so that large payloads cannot fill the memory. */
const LOG_MAX_BYTES = 64 * 1_024 * 1_024;

/** Milliseconds between two looks of the page at the log. */
const PAINT_INTERVAL = 100;

/** What the log held at its last flush. The object changes only when its content does. */
export interface LogSnapshot {
  /** Oldest first. The list is made when it is first read. */
  readonly entries: readonly Entry[];
  readonly kept: number;
  readonly capacity: number;
  readonly dropped: number;
  /** In the life of the page, with what a reload kept; clearing changes neither. */
  readonly sent: number;
  readonly received: number;
  /** What was counted at a place by now, by the names of its events. */
  countsAt(place: Place): PlaceCounts;
  /** The names that were seen last. */
  namesSeen(): NamesSeen;
  /** What of a contract was exercised, and what broke it, by now. */
  recordOf(to: Destination): ContractSnapshot;
}

/**
 * Everything that all clients sent, received and went through, outside of React: any rate of traffic costs at most ten
 * notifications a second. What no longer fits is dropped, oldest first; the counters still count it.
 */
export class TrafficLog implements EntrySource {
  readonly subscribe: (listener: () => void) => () => void;
  readonly getSnapshot: () => LogSnapshot;
  readonly #ring: RingBuffer<Entry>;
  readonly #snapshot: Snapshot<LogSnapshot>;
  readonly #listeners = new Listeners<Entry>();
  /** The entries of what may still get an answer, by the call or the event as it was reported. */
  readonly #asked = new WeakMap<SentMessage | ReceivedMessage, CallEntry | EventEntry>();
  readonly counts: EventCounts = new EventCounts();
  /** How much there was, and how fast. */
  readonly stats: TrafficStats = new TrafficStats();
  readonly #record = new ContractRecord();

  constructor(
    capacity: number = LOG_CAPACITIES[0],
    schedule: (flush: () => void) => void = pacedFrames(PAINT_INTERVAL),
    maxBytes = LOG_MAX_BYTES,
  ) {
    this.#ring = new RingBuffer(capacity, maxBytes);
    this.#snapshot = new Snapshot(() => this.#takeSnapshot(), schedule);
    this.subscribe = this.#snapshot.subscribe;
    this.getSnapshot = this.#snapshot.get;
  }

  readonly onEntry = this.#listeners.add;

  get firstId(): number {
    return this.#ring.firstId;
  }

  get nextId(): number {
    return this.#ring.nextId;
  }

  get(id: number): Entry | undefined {
    return this.#ring.get(id);
  }

  /** All entries as of now, oldest first. */
  entries(): Entry[] {
    return this.#ring.toArray();
  }

  /** Notes what a link reports, and where it leads to. */
  add(clientId: string, message: LinkMessage, place?: Place): void {
    this.stats.add(clientId, message);
    if (place) this.#record.add(clientId, message, place);
    if (message.kind === 'settled') this.#answer(message.sent, message.answer);
    else if (message.kind === 'answered') this.#answer(message.received, message.answer);
    else {
      const base = { id: this.#ring.nextId, clientId, ...(place && { place }) };
      const entry: CallEntry | EventEntry = { ...message, ...base };
      this.counts.add(entry);
      if (asksForAnswer(entry)) this.#asked.set(message, entry);
      this.#push(entry);
    }
  }

  addState(clientId: string, state: ConnectionState, before?: ConnectionState): void {
    if (before?.status === 'connected' && state.status !== 'connected') this.#endQuestions(clientId);
    const base = { id: this.#ring.nextId, at: Date.now(), clientId };
    this.#push({ kind: 'state', ...base, state: withRefusal(state), ...(before && { before }) });
  }

  /** Keeps at most so many entries from now on. */
  setCapacity(capacity: number): void {
    this.#ring.resize(capacity);
    this.#snapshot.changed();
  }

  /** Empties the log, and counts each event from 0 again; returns what brings back as much as still fits. */
  clear(): () => void {
    const restore = this.#ring.clear();
    const restoreCounts = this.counts.clear();
    this.#snapshot.changed();
    return () => {
      if (!restore()) return;
      restoreCounts();
      this.#snapshot.changed();
    };
  }

  /** Counts from 0 again what of a contract is exercised and broken at a server. */
  resetRecord(to: Destination): void {
    this.#record.reset(to);
    this.#snapshot.changed();
  }

  /** Adds entries that were kept over a reload, oldest first. */
  restore(entries: readonly Entry[]): void {
    for (const entry of renumber(entries, this.#ring.nextId)) {
      if (entry.kind !== 'state') this.counts.add(entry);
      this.#push(entry);
    }
  }

  /** Puts an answer to what asked for it; a late one comes once more. */
  #answer(asked: SentMessage | ReceivedMessage, answer: LinkAnswer): void {
    const entry = this.#asked.get(asked);
    if (!entry) return;
    if (!entry.answer && answer.issues.length > 0) this.counts.addViolation(entry);
    const after = entry.answer?.after ?? this.#ring.nextId - 1;
    const answered = { ...entry, answer: { ...answer, after } };
    this.#asked.set(asked, answered);
    this.#replace(answered);
  }

  /** What waits for an answer of the user can get none once the connection of its client is lost. */
  #endQuestions(clientId: string): void {
    for (const entry of this.#ring.held()) {
      if (entry.kind !== 'event' || !entry.wantsAnswer || entry.answer || entry.clientId !== clientId)
        continue;
      const answer = unanswered('disconnected', CLIENTS.notAnswered);
      const after = this.#ring.nextId - 1;
      this.#replace({ ...entry, answer: { ...answer, latency: answer.at - entry.at, after } });
    }
  }

  #replace(entry: CallEntry | EventEntry): void {
    this.#ring.replace(entry.id, entry, entryWeight(entry));
    this.#listeners.notify(entry);
    this.#snapshot.changed();
  }

  #push(entry: Entry): void {
    this.#ring.push(entry, entryWeight(entry));
    this.#listeners.notify(entry);
    this.#snapshot.changed();
  }

  #takeSnapshot(): LogSnapshot {
    const ring = this.#ring;
    const { firstId, nextId, capacity, dropped } = ring;
    let entries: readonly Entry[] | undefined;
    return {
      get entries() {
        entries ??= ring.toArray(firstId, nextId);
        return entries;
      },
      kept: nextId - firstId,
      capacity,
      dropped,
      sent: this.counts.totals.sent,
      received: this.counts.totals.received,
      countsAt: (place) => this.counts.at(place),
      namesSeen: () => this.counts.namesSeen(),
      recordOf: (to) => this.#record.of(to),
    };
  }
}

/** What a server gives with its refusal is hidden in the error: it is to be read, and to survive a reload. */
function withRefusal(state: ConnectionState): ConnectionState {
  const problem = problemOf(state);
  const { data } = Object(problem?.cause);
  if (!problem || problem.error || data === undefined) return state;
  const refusal = { ...problem, data };
  return { ...state, problem: refusal } as ConnectionState;
}
