import type { AnyReply } from '@switchboard/contract';
import { ExpiringMap } from './expiring-map.ts';

/** What is remembered of one call. */
export interface KeptReply {
  readonly caller: string;
  readonly digest: string;
  readonly reply: Promise<AnyReply | undefined>;
  /** Milliseconds. */
  readonly window: number;
  /** When it is forgotten, by the store's clock. */
  readonly until: number;
}

/** Replies with a bound for each caller and one for all. */
export class KeptReplies {
  readonly #max: number;
  readonly #maxPerCaller: number;
  readonly #entries = new ExpiringMap<KeptReply>();
  /** The keys of each caller, the oldest first. */
  readonly #keysOf = new Map<string, Set<string>>();
  /** The callers by how many replies they have. */
  readonly #callersWith = new Map<number, Set<string>>();
  /** How many replies the caller with the most has. */
  #most = 0;

  constructor(max: number, maxPerCaller: number) {
    this.#max = max;
    this.#maxPerCaller = maxPerCaller;
  }

  get(key: string): KeptReply | undefined {
    return this.#entries.get(key);
  }

  keep(key: string, entry: KeptReply, now: number): void {
    this.#forget(key);
    for (const expired of this.#entries.expired(now)) this.#forget(expired);
    const own = this.#keysOf.get(entry.caller) ?? new Set();
    if (own.size >= this.#maxPerCaller) this.#forget(first(own));
    else if (this.#entries.size >= this.#max) this.#forget(this.#oldestOfMost());
    this.#entries.set(key, entry);
    const keys = this.#keysOf.get(entry.caller) ?? new Set();
    this.#keysOf.set(entry.caller, keys.add(key));
    this.#count(entry.caller, keys.size - 1, keys.size);
  }

  #forget(key: string | undefined): void {
    const entry = key === undefined ? undefined : this.#entries.get(key);
    if (key === undefined || !entry) return;
    this.#entries.delete(key);
    const own = this.#keysOf.get(entry.caller);
    if (!own?.delete(key)) return;
    if (own.size === 0) this.#keysOf.delete(entry.caller);
    this.#count(entry.caller, own.size + 1, own.size);
  }

  #oldestOfMost(): string | undefined {
    const caller = first(this.#callersWith.get(this.#most) ?? []);
    return caller === undefined ? undefined : first(this.#keysOf.get(caller) ?? []);
  }

  /** The caller has one reply more, or one less. */
  #count(caller: string, before: number, now: number): void {
    const callers = this.#callersWith.get(before);
    callers?.delete(caller);
    if (callers?.size === 0) this.#callersWith.delete(before);
    if (now > 0) this.#callersWith.set(now, (this.#callersWith.get(now) ?? new Set()).add(caller));
    if (now > this.#most || !this.#callersWith.has(this.#most)) this.#most = now;
  }
}

function first<T>(values: Iterable<T>): T | undefined {
  for (const value of values) return value;
  return undefined;
}
