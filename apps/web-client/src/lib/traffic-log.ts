import type { ConnectionState } from '@switchboard/client';
import type { Issue } from '@switchboard/contract';
import {
  type LinkAnswer,
  type LinkMessage,
  type ReceivedMessage,
  type SentMessage,
  unanswered,
} from '../clients/link.ts';
import { CLIENTS } from '../texts/clients.ts';
import type { CallEntry, Entry, EntrySource, EventEntry, Place } from './entry.ts';
import { entryWeight } from './json-size.ts';
import { Listeners, pacedFrames, Snapshot } from './listeners.ts';
import { renumber } from './recording.ts';
import { RingBuffer } from './ring-buffer.ts';
import { readStoredJson, storeJson } from './storage.ts';

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

/** Milliseconds in which `clear()` can be undone. */
const CLEAR_UNDO = 30_000;

/** What the log held at its last flush. The object changes only when its content does. */
export interface LogSnapshot {
  /** Oldest first. The list is made when it is first read. */
  readonly entries: readonly Entry[];
  readonly kept: number;
  readonly capacity: number;
  readonly dropped: number;
  readonly sent: number;
  readonly received: number;
  readonly sentByEvent: ReadonlyMap<string, EventCount>;
  readonly receivedByEvent: ReadonlyMap<string, EventCount>;
}

export interface EventCount {
  readonly total: number;
  /** How often the event, or its reply, broke the contract. */
  readonly violations: number;
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
  /** The entries of calls that may still get an answer, by the call as it was reported. */
  readonly #calls = new WeakMap<SentMessage, CallEntry>();
  /** The entries of events that want an answer, by the event as it was reported. */
  readonly #asked = new WeakMap<ReceivedMessage, EventEntry>();
  #sent = new Map<string, EventCount>();
  #received = new Map<string, EventCount>();
  #forgetCleared: ReturnType<typeof setTimeout> | undefined;

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
    const base = { id: this.#ring.nextId, clientId, ...(place && { place }) };
    if (message.kind === 'settled') this.#settle(message.sent, message.answer);
    else if (message.kind === 'event') {
      countEvent(this.#received, message.event, countOf(message.issues));
      const entry: EventEntry = { ...message, ...base };
      if (message.wantsAnswer) this.#asked.set(message, entry);
      this.#push(entry);
    } else if (message.kind === 'answered') {
      const entry = this.#asked.get(message.received);
      if (entry) this.#replace({ ...entry, answer: message.answer });
    } else {
      countEvent(this.#sent, message.event, countOf([]));
      const entry: CallEntry = { ...message, ...base };
      if (message.kind === 'call') this.#calls.set(message, entry);
      this.#push(entry);
    }
  }

  addState(clientId: string, state: ConnectionState, before?: ConnectionState): void {
    if (before?.status === 'connected' && state.status !== 'connected') this.#endQuestions(clientId);
    const id = this.#ring.nextId;
    this.#push({ kind: 'state', id, at: Date.now(), clientId, state, ...(before && { before }) });
  }

  /** Keeps at most so many entries from now on. */
  setCapacity(capacity: number): void {
    this.#ring.resize(capacity);
    this.#snapshot.changed();
  }

  /** Empties the log and its counters; returns what brings back as much as still fits, for 30 seconds. */
  clear(): () => void {
    const [sent, received] = [this.#sent, this.#received];
    const restore = this.#ring.clear();
    this.#sent = new Map();
    this.#received = new Map();
    this.#snapshot.changed();
    clearTimeout(this.#forgetCleared);
    this.#forgetCleared = setTimeout(() => this.#ring.forgetCleared(), CLEAR_UNDO);
    return () => {
      if (!restore()) return;
      for (const [event, count] of sent) countEvent(this.#sent, event, count);
      for (const [event, count] of received) countEvent(this.#received, event, count);
      this.#snapshot.changed();
    };
  }

  /** Adds entries that were kept over a reload, oldest first. */
  restore(entries: readonly Entry[]): void {
    for (const entry of renumber(entries, this.#ring.nextId)) {
      if (entry.kind === 'event') countEvent(this.#received, entry.event, countOf(entry.issues));
      else if (entry.kind !== 'state')
        countEvent(this.#sent, entry.event, countOf(entry.answer?.issues ?? []));
      this.#push(entry);
    }
  }

  #settle(sent: SentMessage, answer: LinkAnswer): void {
    const call = this.#calls.get(sent);
    const isLate = call?.answer !== undefined;
    if (!isLate && answer.issues.length > 0) countEvent(this.#sent, sent.event, { total: 0, violations: 1 });
    if (!call) {
      this.#snapshot.changed();
      return;
    }
    const after = call.answer?.after ?? this.#ring.nextId - 1;
    const settled = { ...call, answer: { ...answer, after } };
    this.#calls.set(sent, settled);
    this.#replace(settled);
  }

  /** What waits for an answer of the user can get none once the connection of its client is lost. */
  #endQuestions(clientId: string): void {
    for (const entry of this.entries()) {
      if (entry.kind !== 'event' || !entry.wantsAnswer || entry.answer || entry.clientId !== clientId)
        continue;
      const answer = unanswered('disconnected', CLIENTS.notAnswered);
      this.#replace({ ...entry, answer: { ...answer, latency: answer.at - entry.at } });
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
      sent: totalOf(this.#sent),
      received: totalOf(this.#received),
      sentByEvent: new Map(this.#sent),
      receivedByEvent: new Map(this.#received),
    };
  }
}

/** A server may make up any number of names; the console counts this many, and the rest as one. */
const MAX_NAMES = 500;

/** One message, with what it broke. */
function countOf(issues: readonly Issue[]): EventCount {
  return { total: 1, violations: Number(issues.length > 0) };
}

function countEvent(counts: Map<string, EventCount>, event: string, more: EventCount): void {
  const name = counts.has(event) || counts.size < MAX_NAMES ? event : 'other events';
  const { total = 0, violations = 0 } = counts.get(name) ?? {};
  counts.set(name, { total: total + more.total, violations: violations + more.violations });
}

function totalOf(counts: ReadonlyMap<string, EventCount>): number {
  return [...counts.values()].reduce((sum, { total }) => sum + total, 0);
}
