import type { ConnectionState, Traffic } from '@switchboard/client';
import type { CallEntry, Entry } from './entry.ts';
import { RingBuffer } from './ring-buffer.ts';

/** How many entries the console keeps. */
export const LOG_CAPACITY = 5_000;

export interface EventCount {
  readonly total: number;
  /** How often the event, or its reply, broke the contract. */
  readonly violations: number;
}

/** What the log held at its last flush. The object changes only when its content does. */
export interface LogSnapshot {
  /** Oldest first. */
  readonly entries: readonly Entry[];
  readonly dropped: number;
  readonly sent: number;
  readonly received: number;
  readonly sentByEvent: ReadonlyMap<string, EventCount>;
  readonly receivedByEvent: ReadonlyMap<string, EventCount>;
}

/**
 * Everything that all clients sent, got and went through, outside of React: any rate of traffic costs one
 * notification a frame.
 */
export class TrafficLog {
  readonly #ring: RingBuffer<Entry>;
  readonly #schedule: (flush: () => void) => void;
  readonly #listeners = new Set<() => void>();
  /** The entries of calls without a reply yet, by client and call. */
  readonly #open = new Map<string, number>();
  #sent = new Map<string, EventCount>();
  #received = new Map<string, EventCount>();
  #scheduled = false;
  #snapshot: LogSnapshot;

  constructor(capacity = LOG_CAPACITY, schedule: (flush: () => void) => void = requestAnimationFrame) {
    this.#ring = new RingBuffer(capacity);
    this.#schedule = (flush) => schedule(flush);
    this.#snapshot = this.#takeSnapshot();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): LogSnapshot => this.#snapshot;

  addTraffic(clientId: string, traffic: Traffic): void {
    if (traffic.kind === 'reply') this.#addReply(clientId, traffic);
    else this.#add(clientId, traffic);
    this.#changed();
  }

  addState(clientId: string, state: ConnectionState, before?: ConnectionState): void {
    const id = this.#ring.nextId;
    this.#ring.push({ kind: 'state', id, at: Date.now(), clientId, state, ...(before && { before }) });
    this.#changed();
  }

  clear(): void {
    this.#ring.clear();
    this.#sent = new Map();
    this.#received = new Map();
    this.#changed();
  }

  #add(clientId: string, traffic: Exclude<Traffic, { kind: 'reply' }>): void {
    const id = this.#ring.nextId;
    const { kind, at, event, payload } = traffic;
    if (kind === 'event') {
      const { issues } = traffic;
      count(this.#received, event, { total: 1, violations: Math.min(issues.length, 1) });
      this.#ring.push({ kind, id, at, clientId, event, payload, issues });
      return;
    }
    count(this.#sent, event, { total: 1, violations: 0 });
    if (kind === 'call') this.#open.set(`${clientId} ${traffic.call}`, id);
    this.#ring.push({ kind, id, at, clientId, event, payload });
  }

  #addReply(clientId: string, traffic: Extract<Traffic, { kind: 'reply' }>): void {
    const { at, event, reply, latency, issues } = traffic;
    const key = `${clientId} ${traffic.call}`;
    const id = this.#open.get(key);
    this.#open.delete(key);
    if (issues.length > 0) count(this.#sent, event, { total: 0, violations: 1 });
    const call = id === undefined ? undefined : (this.#ring.get(id) as CallEntry | undefined);
    if (call) this.#ring.replace(call.id, { ...call, answer: { at, reply, latency, issues } });
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
    return {
      entries: this.#ring.toArray(),
      dropped: this.#ring.dropped,
      sent: total(this.#sent),
      received: total(this.#received),
      sentByEvent: new Map(this.#sent),
      receivedByEvent: new Map(this.#received),
    };
  }
}

/** A server may make up any number of names; the console counts this many. */
const MAX_NAMES = 500;

function count(counts: Map<string, EventCount>, event: string, more: EventCount): void {
  const name = counts.has(event) || counts.size < MAX_NAMES ? event : 'other events';
  const { total = 0, violations = 0 } = counts.get(name) ?? {};
  counts.set(name, { total: total + more.total, violations: violations + more.violations });
}

function total(counts: ReadonlyMap<string, EventCount>): number {
  let sum = 0;
  for (const { total } of counts.values()) sum += total;
  return sum;
}
