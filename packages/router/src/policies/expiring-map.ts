interface Expiring {
  /** Milliseconds from the moment in which it is set. */
  readonly window: number;
  /** When it expires, by the clock of the owner. */
  readonly until: number;
}

/** A map whose entries expire. Those of one window expire in the order in which they came, so the expired are found at once. */
export class ExpiringMap<Entry extends Expiring> {
  readonly #entries = new Map<string, Entry>();
  readonly #keysOf = new Map<number, Set<string>>();

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): Entry | undefined {
    return this.#entries.get(key);
  }

  set(key: string, entry: Entry): void {
    this.delete(key);
    this.#entries.set(key, entry);
    const keys = this.#keysOf.get(entry.window) ?? new Set();
    this.#keysOf.set(entry.window, keys.add(key));
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    const keys = this.#keysOf.get(entry.window);
    keys?.delete(key);
    if (keys?.size === 0) this.#keysOf.delete(entry.window);
  }

  /** The keys of what has expired; each may be deleted when it is given. */
  *expired(now: number): Generator<string> {
    for (const keys of this.#keysOf.values()) {
      for (const key of keys) {
        if ((this.#entries.get(key)?.until ?? 0) > now) break;
        yield key;
      }
    }
  }
}
