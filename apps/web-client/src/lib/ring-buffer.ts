interface Weighed<Item> {
  readonly item: Item;
  readonly weight: number;
}

/** What `clear()` took out, until it is brought back or given up. */
interface Cleared<Item> {
  readonly slots: Map<number, Weighed<Item>>;
  readonly nextId: number;
  readonly dropped: number;
}

/**
 * Keeps the last items that fit: at most `capacity` of them, which together weigh at most `maxWeight`. The newest is
 * always kept. Ids count up from 0 and stay with their item.
 */
export class RingBuffer<Item> {
  readonly #maxWeight: number;
  /** By id, without holes from `#first` up to but not including `#next`. */
  #slots = new Map<number, Weighed<Item>>();
  #capacity: number;
  #first = 0;
  #next = 0;
  #dropped = 0;
  #weight = 0;
  #cleared: Cleared<Item> | undefined;

  constructor(capacity: number, maxWeight = Number.POSITIVE_INFINITY) {
    this.#capacity = capacity;
    this.#maxWeight = maxWeight;
  }

  get capacity(): number {
    return this.#capacity;
  }

  /** How many items had to make room since the start or the last `clear()`. */
  get dropped(): number {
    return this.#dropped;
  }

  get size(): number {
    return this.#slots.size;
  }

  get weight(): number {
    return this.#weight;
  }

  get firstId(): number {
    return this.#first;
  }

  get nextId(): number {
    return this.#next;
  }

  push(item: Item, weight = 0): void {
    this.#slots.set(this.#next, { item, weight });
    this.#next += 1;
    this.#weight += weight;
    this.#fit();
  }

  /** `undefined` once the item was dropped or cleared. */
  get(id: number): Item | undefined {
    return this.#slots.get(id)?.item;
  }

  /** Does nothing once the item was dropped. One that was cleared is replaced where it waits to be restored. */
  replace(id: number, item: Item, weight = 0): void {
    const before = this.#slots.get(id);
    if (before) {
      this.#slots.set(id, { item, weight });
      this.#weight += weight - before.weight;
      this.#fit();
    } else if (this.#cleared?.slots.has(id)) this.#cleared.slots.set(id, { item, weight });
  }

  /** Drops the oldest items where fewer fit than before. */
  resize(capacity: number): void {
    this.#capacity = capacity;
    this.#fit();
  }

  /** Takes all items out. Returns what brings them back, until the next `clear()` or `forgetCleared()`. */
  clear(): () => boolean {
    const cleared = { slots: this.#slots, nextId: this.#next, dropped: this.#dropped };
    this.#cleared = cleared;
    this.#slots = new Map();
    this.#first = this.#next;
    this.#dropped = 0;
    this.#weight = 0;
    return () => this.#cleared === cleared && this.#restore(cleared);
  }

  /** Gives up what was cleared. */
  forgetCleared(): void {
    this.#cleared = undefined;
  }

  /** The items, oldest first; of these ids only, where they are given. */
  toArray(from = this.#first, to = this.#next): Item[] {
    const items: Item[] = [];
    const end = Math.min(to, this.#next);
    for (let id = Math.max(from, this.#first); id < end; id++) items.push(this.get(id) as Item);
    return items;
  }

  /** Puts back the newest that fit, under their ids. */
  #restore({ slots, nextId, dropped }: Cleared<Item>): true {
    this.#cleared = undefined;
    this.#dropped += dropped + slots.size;
    // Where newer items were dropped since, there would be a hole in the ids.
    if (this.#first !== nextId) return true;
    for (let id = nextId - 1; this.size < this.#capacity; id--) {
      const slot = slots.get(id);
      if (!slot || this.#weight + slot.weight > this.#maxWeight) break;
      this.#slots.set(id, slot);
      this.#first = id;
      this.#weight += slot.weight;
      this.#dropped -= 1;
    }
    return true;
  }

  #fit(): void {
    while (this.size > this.#capacity || (this.#weight > this.#maxWeight && this.size > 1)) {
      this.#weight -= this.#slots.get(this.#first)?.weight ?? 0;
      this.#slots.delete(this.#first);
      this.#first += 1;
      this.#dropped += 1;
    }
  }
}
