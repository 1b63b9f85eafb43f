import type { Issue } from '@switchboard/contract';
import { type ConsoleContract, contractById, receivedSpec, sentSpec } from '../contract/contracts.ts';
import { jsonSize } from '../lib/json-size.ts';
import { type Destination, serverAt } from '../links/connection-settings.ts';
import type { LinkMessage, SentMessage, SettledMessage } from '../links/link.ts';
import { SHELL } from '../texts/shell.ts';

export interface CallRecord {
  /** How many calls settled, and sends left. */
  readonly sent: number;
  readonly ok: number;
  readonly codes: ReadonlyMap<string, number>;
  readonly violations: number;
}

export interface ArrivalRecord {
  readonly received: number;
  readonly violations: number;
}

/** One way in which the server broke the contract, and how often it did. */
export interface Violation {
  readonly key: string;
  readonly kind: 'event' | 'reply' | 'not in the contract';
  readonly event: string;
  readonly issues: readonly Issue[];
  /** The last payload or reply that did it, secrets included; left out where it is larger than 20 kB. */
  readonly sample: unknown;
  readonly size: number;
  readonly count: number;
  /** Milliseconds since the epoch: the last time. */
  readonly at: number;
  readonly clientId: string;
  /** The id of the contract that was broken. */
  readonly contract: string;
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
const MAX_SAMPLE_BYTES = 20 * 1_024;
const MAX_ISSUES = 10;
const MAX_TEXT = 300;

/** Error codes that are counted by name for one event: a server may make up any number of them. */
const MAX_CODES = 100;

/** What happened with the events of one contract at one server. Its records are replaced, and never changed. */
class ContractCounts {
  readonly calls = new Map<string, CallRecord>();
  readonly arrivals = new Map<string, ArrivalRecord>();
  readonly violations = new Map<string, Violation>();

  /** A call that settled, or a send that left, which has no `code`. */
  addCall(event: string, code?: string, broke = false): void {
    const before = this.calls.get(event) ?? { sent: 0, ok: 0, codes: new Map(), violations: 0 };
    this.calls.set(event, {
      sent: before.sent + 1,
      ok: before.ok + Number(code === 'OK'),
      codes: code === undefined || code === 'OK' ? before.codes : withCode(before.codes, code),
      violations: before.violations + Number(broke),
    });
  }

  addArrival(event: string, broke: boolean): void {
    const { received, violations } = this.arrivals.get(event) ?? { received: 0, violations: 0 };
    this.arrivals.set(event, { received: received + 1, violations: violations + Number(broke) });
  }

  addViolation(seen: Omit<Violation, 'key' | 'count' | 'size'>): void {
    const event = cut(seen.event);
    const issues = seen.issues.slice(0, MAX_ISSUES).map(cutIssue);
    const key = JSON.stringify([seen.kind, event, issues]);
    const count = (this.violations.get(key)?.count ?? 0) + 1;
    const size = jsonSize(seen.sample);
    const sample = size <= MAX_SAMPLE_BYTES ? seen.sample : undefined;
    this.violations.delete(key);
    this.violations.set(key, { ...seen, event, issues, sample, size, key, count });
    const [oldest = key] = this.violations.keys();
    if (this.violations.size > MAX_VIOLATIONS) this.violations.delete(oldest);
  }
}

/**
 * What of each contract was exercised in this session at each server, and what broke it; independent of what the log still holds. Calls
 * that the console makes by itself are not counted; what they bring to light is.
 */
export class ContractRecord {
  readonly #counts = new Map<string, ContractCounts>();

  /** What was counted under one contract at one server by now. */
  of(to: Destination): ContractSnapshot {
    const { calls, arrivals, violations } = this.#counts.get(keyOf(to)) ?? new ContractCounts();
    return { calls: new Map(calls), arrivals: new Map(arrivals), violations: [...violations.values()] };
  }

  add(clientId: string, message: LinkMessage, to: Destination): void {
    const contract = contractById(to.contract);
    if (contract.isRaw) return;
    const key = keyOf(to);
    const counts = this.#counts.get(key) ?? new ContractCounts();
    this.#counts.set(key, counts);
    const by = { clientId, contract: contract.id };
    if (message.kind === 'event') {
      const { at, event, args, issues } = message;
      const isKnown = receivedSpec(contract, event) !== undefined;
      if (isKnown) counts.addArrival(event, issues.length > 0);
      const kind = isKnown ? 'event' : 'not in the contract';
      if (issues.length > 0) counts.addViolation({ ...by, kind, event, issues, sample: args[0], at });
    } else if (message.kind === 'settled') {
      const { event } = message.sent;
      const { at, reply: sample, issues, outcome, late } = message.answer;
      // It was settled before.
      if (late) return;
      const broke = issues.length > 0;
      if (hasLeft(message) && isCounted(contract, message.sent)) counts.addCall(event, outcome, broke);
      if (broke) counts.addViolation({ ...by, kind: 'reply', event, issues, sample, at });
    } else if (message.kind === 'send' && isCounted(contract, message)) counts.addCall(message.event);
  }

  /** Counts from 0 again what is spoken at one server. */
  reset(to: Destination): void {
    this.#counts.delete(keyOf(to));
  }
}

function keyOf(to: Destination): string {
  return `${serverAt(to)} ${contractById(to.contract).id}`;
}

/** Whether a message counts: its event is one of the contract, and the console did not send it by itself. */
function isCounted(contract: ConsoleContract, { event, origin }: SentMessage): boolean {
  return origin === undefined && sentSpec(contract, event) !== undefined;
}

/** Whether the call went over the wire; one that this end refused did not. */
function hasLeft({ answer: { by, outcome, reply } }: SettledMessage): boolean {
  if (by === 'server' || outcome === 'TIMEOUT') return true;
  if (outcome !== 'DISCONNECTED' || !reply || reply.ok) return false;
  return (reply.error.data as { written?: boolean } | undefined)?.written !== false;
}

function withCode(codes: ReadonlyMap<string, number>, code: string): ReadonlyMap<string, number> {
  const name = codes.has(code) || codes.size < MAX_CODES ? cut(code) : SHELL.otherCodes;
  return new Map(codes).set(name, (codes.get(name) ?? 0) + 1);
}

function cut(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}

function cutIssue({ path, message }: Issue): Issue {
  return {
    path: path.slice(0, MAX_ISSUES).map((key) => (typeof key === 'string' ? cut(key) : key)),
    message: cut(message),
  };
}
