import type { Traffic } from '@switchboard/client';
import type { AnyReply, Issue } from '@switchboard/contract';
import { clientSpec, serverSpec } from './spec-of.ts';

/** What happened with one event that clients send. */
export interface CallRecord {
  /** How many calls settled, and sends left. */
  readonly sent: number;
  readonly ok: number;
  /** How often each error code came back. */
  readonly codes: ReadonlyMap<string, number>;
  readonly violations: number;
}

/** What happened with one event that the server sends. */
export interface ArrivalRecord {
  readonly received: number;
  readonly violations: number;
}

/** One way in which the server broke the contract, however often it did. */
export interface Violation {
  readonly key: string;
  readonly kind: 'event' | 'reply' | 'not in the contract';
  readonly event: string;
  readonly issues: readonly Issue[];
  /** The payload, or the reply, that did it last; secrets and all. */
  readonly sample: unknown;
  readonly count: number;
  /** Milliseconds since the epoch: the last time. */
  readonly at: number;
  readonly clientId: string;
}

export interface ContractSnapshot {
  /** By the events of the contract that were sent. */
  readonly calls: ReadonlyMap<string, CallRecord>;
  /** By the events of the contract that came. */
  readonly arrivals: ReadonlyMap<string, ArrivalRecord>;
  /** The latest last. */
  readonly violations: readonly Violation[];
}

/** A server may break the contract in any number of ways; the latest are kept. */
const MAX_VIOLATIONS = 200;

/** What of the contract was exercised in this session, and what broke it; independent of what the log still holds. */
export class ContractRecord {
  readonly #schedule: (flush: () => void) => void;
  readonly #listeners = new Set<() => void>();
  #calls = new Map<string, CallRecord>();
  #arrivals = new Map<string, ArrivalRecord>();
  #violations = new Map<string, Violation>();
  #scheduled = false;
  #snapshot: ContractSnapshot | undefined;

  constructor(schedule: (flush: () => void) => void = requestAnimationFrame) {
    this.#schedule = (flush) => schedule(flush);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The record at the last flush. */
  readonly getSnapshot = (): ContractSnapshot => {
    this.#snapshot ??= {
      calls: new Map(this.#calls),
      arrivals: new Map(this.#arrivals),
      violations: [...this.#violations.values()],
    };
    return this.#snapshot;
  };

  add(clientId: string, traffic: Traffic): void {
    const { kind, event } = traffic;
    if (kind === 'event') this.#addEvent(clientId, traffic);
    else if (kind === 'reply') this.#addReply(clientId, traffic);
    else if (kind === 'send') this.#count(event, ({ sent }) => ({ sent: sent + 1 }));
    this.#changed();
  }

  clear(): void {
    this.#calls = new Map();
    this.#arrivals = new Map();
    this.#violations = new Map();
    this.#changed();
  }

  #addEvent(clientId: string, { at, event, payload, issues }: Extract<Traffic, { kind: 'event' }>): void {
    const isKnown = serverSpec(event) !== undefined;
    if (isKnown) {
      const { received, violations } = this.#arrivals.get(event) ?? { received: 0, violations: 0 };
      const broke = Math.min(issues.length, 1);
      this.#arrivals.set(event, { received: received + 1, violations: violations + broke });
    }
    if (issues.length === 0) return;
    const kind = isKnown ? 'event' : 'not in the contract';
    this.#addViolation({ kind, event, issues, sample: payload, at, clientId });
  }

  #addReply(clientId: string, { at, event, reply, issues }: Extract<Traffic, { kind: 'reply' }>): void {
    if (neverLeft(reply)) return;
    this.#count(event, ({ sent, ok, codes, violations }) => ({
      sent: sent + 1,
      ok: ok + Number(reply.ok),
      codes: reply.ok ? codes : new Map(codes).set(reply.error.code, (codes.get(reply.error.code) ?? 0) + 1),
      violations: violations + Math.min(issues.length, 1),
    }));
    if (issues.length > 0) {
      this.#addViolation({ kind: 'reply', event, issues, sample: reply, at, clientId });
    }
  }

  #count(event: string, change: (before: CallRecord) => Partial<CallRecord>): void {
    if (!clientSpec(event)) return;
    const before = this.#calls.get(event) ?? { sent: 0, ok: 0, codes: new Map(), violations: 0 };
    this.#calls.set(event, { ...before, ...change(before) });
  }

  #addViolation(violation: Omit<Violation, 'key' | 'count'>): void {
    const { kind, event, issues } = violation;
    const key = JSON.stringify([kind, event, issues]);
    const count = (this.#violations.get(key)?.count ?? 0) + 1;
    this.#violations.delete(key);
    this.#violations.set(key, { ...violation, key, count });
    if (this.#violations.size <= MAX_VIOLATIONS) return;
    for (const oldest of this.#violations.keys()) {
      this.#violations.delete(oldest);
      break;
    }
  }

  #changed(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#schedule(() => {
      this.#scheduled = false;
      this.#snapshot = undefined;
      for (const listener of this.#listeners) listener();
    });
  }
}

/** Whether the call was given up before it was on the wire. */
function neverLeft(reply: AnyReply): boolean {
  if (reply.ok || reply.error.code !== 'DISCONNECTED') return false;
  return (reply.error.data as { written?: boolean } | undefined)?.written === false;
}
