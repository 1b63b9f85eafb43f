import type { ConnectionState } from '@switchboard/client';
import { isReply } from '@switchboard/contract';
import type { LinkAnswer, LinkMessage, SentMessage } from '../clients/link.ts';
import type { CallEntry, Entry, EventEntry } from './entry.ts';
import type { EntrySource } from './entry-source.ts';
import { entryWeight } from './entry-weight.ts';
import { countEvent, type EventCount, totalOf } from './event-counts.ts';
import { pacedFrames } from './paced-frames.ts';
import { renumber } from './recording.ts';
import { RingBuffer } from './ring-buffer.ts';

/** How many entries the console keeps by default. */
const LOG_CAPACITY = 10_000;

/** How many bytes of JSON and frames they may hold together, so that large payloads cannot fill the memory. */
const LOG_MAX_BYTES = 64 * 1_024 * 1_024;

/** Milliseconds between two looks of the page at the log. */
const PAINT_INTERVAL = 100;

/** Milliseconds in which `clear()` can be undone. */
const CLEAR_UNDO = 30_000;

/** What the log held at its last flush. The object changes only when its content does. */
export interface LogSnapshot {
  /** Oldest first. The list is made when it is first read. */
  readonly entries: readonly Entry[];
  /** How many entries there are. */
  readonly kept: number;
  /** How many there may be. */
  readonly capacity: number;
  readonly dropped: number;
  readonly sent: number;
  readonly received: number;
  readonly sentByEvent: ReadonlyMap<string, EventCount>;
  readonly receivedByEvent: ReadonlyMap<string, EventCount>;
}

/**
 * Everything that all clients sent, received and went through, outside of React: any rate of traffic costs at most ten
 * notifications a second. What no longer fits is dropped, oldest first; the counters still count it.
 */
export class TrafficLog implements EntrySource {
  readonly #ring: RingBuffer<Entry>;
  readonly #schedule: (flush: () => void) => void;
  readonly #listeners = new Set<() => void>();
  readonly #entryListeners = new Set<(entry: Entry) => void>();
  /** The entries of calls that may still get an answer, by the call as it was reported. */
  readonly #calls = new WeakMap<object, CallEntry>();
  /** The entries of events that want an answer, by the event as it was reported. */
  readonly #asked = new WeakMap<object, EventEntry>();
  #sent = new Map<string, EventCount>();
  #received = new Map<string, EventCount>();
  #forgetCleared: ReturnType<typeof setTimeout> | undefined;
  #scheduled = false;
  #snapshot: LogSnapshot;

  /** `firstId` leaves ids for entries that are restored later. */
  constructor(
    capacity = LOG_CAPACITY,
    schedule: (flush: () => void) => void = pacedFrames(PAINT_INTERVAL),
    maxBytes = LOG_MAX_BYTES,
    firstId = 0,
  ) {
    this.#ring = new RingBuffer(capacity, maxBytes, firstId);
    this.#schedule = schedule;
    this.#snapshot = this.#takeSnapshot();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): LogSnapshot => this.#snapshot;

  readonly onEntry = (listener: (entry: Entry) => void): (() => void) => {
    this.#entryListeners.add(listener);
    return () => this.#entryListeners.delete(listener);
  };

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

  /** Notes what a link reports. */
  add(clientId: string, message: LinkMessage): void {
    if (message.kind === 'settled') this.#settled(message.sent, message.answer);
    else if (message.kind === 'event') {
      const { issues, event } = message;
      countEvent(this.#received, event, { total: 1, violations: Math.min(issues.length, 1) });
      const entry: EventEntry = { ...message, id: this.#ring.nextId, clientId };
      if (message.wantsAnswer) this.#asked.set(message, entry);
      this.#push(entry);
    } else if (message.kind === 'answered') {
      const entry = this.#asked.get(message.received);
      if (entry) this.#settle({ ...entry, answer: message.answer });
    } else {
      countEvent(this.#sent, message.event, { total: 1, violations: 0 });
      const entry: CallEntry = { ...message, id: this.#ring.nextId, clientId };
      if (message.kind === 'call') this.#calls.set(message, entry);
      this.#push(entry);
    }
    this.#changed();
  }

  addState(clientId: string, state: ConnectionState, before?: ConnectionState): void {
    const id = this.#ring.nextId;
    this.#push({ kind: 'state', id, at: Date.now(), clientId, state, ...(before && { before }) });
    this.#changed();
  }

  /** Keeps at most so many entries from now on. */
  setCapacity(capacity: number): void {
    this.#ring.resize(capacity);
    this.#changed();
  }

  /** Empties the log and its counters; returns what brings back as much as still fits, for 30 seconds. */
  clear(): () => void {
    const [sent, received] = [this.#sent, this.#received];
    const restore = this.#ring.clear();
    this.#sent = new Map();
    this.#received = new Map();
    this.#changed();
    clearTimeout(this.#forgetCleared);
    this.#forgetCleared = setTimeout(() => this.#ring.forgetCleared(), CLEAR_UNDO);
    return () => {
      if (!restore()) return;
      for (const [event, count] of sent) countEvent(this.#sent, event, count);
      for (const [event, count] of received) countEvent(this.#received, event, count);
      this.#changed();
    };
  }

  /** Puts the entries that were kept over a reload before the others, oldest first, as many as fit and as there are ids. */
  restore(entries: readonly Entry[]): void {
    const first = this.#ring.firstId - entries.length;
    const restored = renumber(entries, first);
    const kept = this.#ring.prepend(restored, restored.map(entryWeight));
    if (kept === 0) return;
    for (const entry of restored.slice(-kept)) {
      if (entry.kind === 'state') continue;
      const issues = entry.kind === 'event' ? entry.issues : (entry.answer?.issues ?? []);
      const counts = entry.kind === 'event' ? this.#received : this.#sent;
      countEvent(counts, entry.event, { total: 1, violations: Math.min(issues.length, 1) });
    }
    this.#changed();
  }

  #settled(sent: SentMessage, answer: LinkAnswer): void {
    const call = this.#calls.get(sent);
    const isLate = call?.answer !== undefined;
    if (!isLate && answer.issues.length > 0) countEvent(this.#sent, sent.event, { total: 0, violations: 1 });
    if (!call) return;
    const after = call.answer?.after ?? this.#ring.nextId - 1;
    const settled = { ...call, answer: { ...answer, args: withoutRepeated(answer), after } };
    this.#calls.set(sent, settled);
    this.#settle(settled);
  }

  #settle(call: CallEntry | EventEntry): void {
    this.#ring.replace(call.id, call, entryWeight(call));
    for (const listener of this.#entryListeners) listener(call);
  }

  #push(entry: Entry): void {
    this.#ring.push(entry, entryWeight(entry));
    for (const listener of this.#entryListeners) listener(entry);
  }

  #changed(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#schedule(() => {
      this.#scheduled = false;
      this.#snapshot = this.#takeSnapshot();
      for (const listener of this.#listeners) listener();
    });
  }

  #takeSnapshot(): LogSnapshot {
    const ring = this.#ring;
    const { firstId, nextId, size: kept, capacity, dropped } = ring;
    let entries: readonly Entry[] | undefined;
    return {
      get entries() {
        entries ??= ring.toArray(firstId, nextId);
        return entries;
      },
      kept,
      capacity,
      dropped,
      sent: totalOf(this.#sent),
      received: totalOf(this.#received),
      sentByEvent: new Map(this.#sent),
      receivedByEvent: new Map(this.#received),
    };
  }
}

/** The arguments of an answer: one that is the reply is not held twice. */
function withoutRepeated({ args, reply }: LinkAnswer): readonly unknown[] {
  return reply && args.length === 1 && isReply(args[0]) ? [reply] : args;
}
