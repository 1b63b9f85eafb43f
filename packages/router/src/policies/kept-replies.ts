import type { AnyReply } from '@switchboard/contract';

/** What is remembered of one call. */
export interface KeptReply {
  readonly caller: string;
  readonly digest: string;
  readonly reply: Promise<AnyReply | undefined>;
  /** When it is forgotten, by the store's clock. */
  readonly until: number;
}

/** Replies in the order in which they came, with a bound for each caller and one for all. */
export class KeptReplies {
  readonly #max: number;
  readonly #maxPerCaller: number;
  readonly #entries = new Map<string, KeptReply>();
  /** The keys of each caller, the oldest first. */
  readonly #keysOf = new Map<string, Set<string>>();

  constructor(max: number, maxPerCaller: number) {
    this.#max = max;
    this.#maxPerCaller = maxPerCaller;
  }

  get(key: string): KeptReply | undefined {
    return this.#entries.get(key);
  }

  keep(key: string, entry: KeptReply, now: number): void {
    this.#forget(key);
    for (const expired of expiredOf(this.#entries, now)) this.#forget(expired);
    const own = this.#keysOf.get(entry.caller);
    const isFull = this.#entries.size >= this.#max;
    if (own && (isFull || own.size >= this.#maxPerCaller)) this.#forget(first(own));
    else if (isFull) this.#forget(first(this.#entries.keys()));
    this.#entries.set(key, entry);
    const keys = this.#keysOf.get(entry.caller) ?? new Set();
    this.#keysOf.set(entry.caller, keys.add(key));
  }

  #forget(key: string | undefined): void {
    const entry = key === undefined ? undefined : this.#entries.get(key);
    if (key === undefined || !entry) return;
    this.#entries.delete(key);
    const own = this.#keysOf.get(entry.caller);
    own?.delete(key);
    if (own?.size === 0) this.#keysOf.delete(entry.caller);
  }
}

/** The keys at the beginning of the map whose time is over. */
export function* expiredOf(entries: ReadonlyMap<string, KeptReply>, now: number): Generator<string> {
  for (const [key, { until }] of entries) {
    if (until > now) return;
    yield key;
  }
}

function first<T>(values: Iterable<T>): T | undefined {
  for (const value of values) return value;
  return undefined;
}
