import type { ConnectionState } from '@switchboard/client';
import type { InspectedTraffic, LateReply } from '@switchboard/client/devtools';
import type { Answer, CallEntry, Entry } from './entry.ts';
import type { EntrySource } from './entry-source.ts';
import { entryWeight } from './entry-weight.ts';
import { countEvent, type EventCount, totalOf } from './event-counts.ts';
import { pacedFrames } from './paced-frames.ts';
import { RingBuffer } from './ring-buffer.ts';

/** How many entries the console keeps unless told otherwise. */
const LOG_CAPACITY = 10_000;

/** How many bytes of JSON and frames they may hold together, so that large payloads cannot fill the memory. */
const LOG_MAX_BYTES = 64 * 1_024 * 1_024;

/** Milliseconds between two looks of the page at the log. */
const PAINT_INTERVAL = 100;

/** How many calls may still be told of a late reply; the oldest are given up. */
const MAX_TIMED_OUT = 1_000;

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
 * Everything that all clients sent, got and went through, outside of React: any rate of traffic costs at most ten
 * notifications a second. What no longer fits is dropped, oldest first; the counters count it all the same.
 */
export class TrafficLog implements EntrySource {
  readonly #ring: RingBuffer<Entry>;
  readonly #schedule: (flush: () => void) => void;
  readonly #listeners = new Set<() => void>();
  readonly #entryListeners = new Set<(entry: Entry) => void>();
  /** The entries of calls without a reply yet, by client and call. */
  readonly #open = new Map<string, number>();
  /** The entries of calls that ended as TIMEOUT, the same way. */
  readonly #timedOut = new Map<string, number>();
  #sent = new Map<string, EventCount>();
  #received = new Map<string, EventCount>();
  #scheduled = false;
  #snapshot: LogSnapshot;

  constructor(
    capacity = LOG_CAPACITY,
    schedule: (flush: () => void) => void = pacedFrames(PAINT_INTERVAL),
    maxBytes = LOG_MAX_BYTES,
  ) {
    this.#ring = new RingBuffer(capacity, maxBytes);
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

  addTraffic(clientId: string, traffic: InspectedTraffic): void {
    if (traffic.kind === 'reply') this.#addReply(clientId, traffic);
    else this.#add(clientId, traffic);
    this.#changed();
  }

  /** Notes at its call that a reply came after all. */
  addLate(clientId: string, { call, at, code, latency }: LateReply): void {
    const key = `${clientId} ${call}`;
    const entry = this.#ring.get(this.#timedOut.get(key) ?? -1) as CallEntry | undefined;
    this.#timedOut.delete(key);
    if (!entry?.answer) return;
    this.#settle({ ...entry, answer: { ...entry.answer, late: { at, code, latency } } });
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

  clear(): void {
    this.#ring.clear();
    this.#sent = new Map();
    this.#received = new Map();
    this.#changed();
  }

  #add(clientId: string, traffic: Exclude<InspectedTraffic, { kind: 'reply' }>): void {
    const id = this.#ring.nextId;
    const { kind, at, event, payload, frames, dropped } = traffic;
    const base = { id, at, clientId, event, payload, ...(frames && { frames }), ...(dropped && { dropped }) };
    if (kind === 'event') {
      const { issues } = traffic;
      countEvent(this.#received, event, { total: 1, violations: Math.min(issues.length, 1) });
      this.#push({ kind, ...base, issues });
      return;
    }
    countEvent(this.#sent, event, { total: 1, violations: 0 });
    if (kind === 'call') this.#open.set(`${clientId} ${traffic.call}`, id);
    this.#push({ kind, ...base });
  }

  #addReply(clientId: string, traffic: Extract<InspectedTraffic, { kind: 'reply' }>): void {
    const { at, event, reply, latency, issues, frames, dropped } = traffic;
    const key = `${clientId} ${traffic.call}`;
    const id = this.#open.get(key);
    this.#open.delete(key);
    if (issues.length > 0) countEvent(this.#sent, event, { total: 0, violations: 1 });
    const call = id === undefined ? undefined : (this.#ring.get(id) as CallEntry | undefined);
    if (!call) return;
    const answer: Answer = {
      at,
      reply,
      latency,
      issues,
      ...(frames && { frames }),
      ...(dropped && { dropped }),
    };
    if (!reply.ok && reply.error.code === 'TIMEOUT') this.#expectLate(key, call.id);
    this.#settle({ ...call, answer });
  }

  #settle(call: CallEntry): void {
    this.#ring.replace(call.id, call, entryWeight(call));
    for (const listener of this.#entryListeners) listener(call);
  }

  #expectLate(key: string, id: number): void {
    this.#timedOut.set(key, id);
    if (this.#timedOut.size > MAX_TIMED_OUT)
      this.#timedOut.delete(this.#timedOut.keys().next().value as string);
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
