/** What `clear()` took out, until it is brought back or given up. */
interface Cleared<Item> {
  readonly firstId: number;
  readonly items: Item[];
  readonly weights: number[];
  readonly dropped: number;
}

/**
 * Keeps the last items that fit: at most `capacity` of them, which together weigh at most `maxWeight`. The newest is
 * always kept. Ids count up from `firstId` and stay with their item.
 */
export class RingBuffer<Item> {
  readonly #maxWeight: number;
  #items: (Item | undefined)[];
  #weights: number[];
  #next = 0;
  #first = 0;
  #dropped = 0;
  #weight = 0;
  #cleared: Cleared<Item> | undefined;

  constructor(capacity: number, maxWeight = Number.POSITIVE_INFINITY, firstId = 0) {
    this.#maxWeight = maxWeight;
    this.#next = firstId;
    this.#first = firstId;
    this.#items = new Array(capacity);
    this.#weights = new Array(capacity);
  }

  get capacity(): number {
    return this.#items.length;
  }

  /** How many items had to make room since the start or the last `clear()`. */
  get dropped(): number {
    return this.#dropped;
  }

  get size(): number {
    return this.#next - this.#first;
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
    if (this.size === this.capacity) this.#dropFirst();
    const slot = this.#next % this.capacity;
    this.#items[slot] = item;
    this.#weights[slot] = weight;
    this.#weight += weight;
    this.#next += 1;
    this.#fit();
  }

  /** `undefined` once the item was dropped or cleared. */
  get(id: number): Item | undefined {
    return this.#has(id) ? this.#items[id % this.capacity] : undefined;
  }

  /** Does nothing once the item was dropped. One that was cleared is replaced where it waits to be restored. */
  replace(id: number, item: Item, weight = 0): void {
    if (!this.#has(id)) {
      this.#replaceCleared(id, item, weight);
      return;
    }
    const slot = id % this.capacity;
    this.#weight += weight - (this.#weights[slot] ?? 0);
    this.#items[slot] = item;
    this.#weights[slot] = weight;
    this.#fit();
  }

  /** Drops the oldest items where fewer fit than before. */
  resize(capacity: number): void {
    while (this.size > capacity) this.#dropFirst();
    const items = new Array<Item | undefined>(capacity);
    const weights = new Array<number>(capacity);
    for (let id = this.#first; id < this.#next; id++) {
      items[id % capacity] = this.#items[id % this.capacity];
      weights[id % capacity] = this.#weights[id % this.capacity] ?? 0;
    }
    this.#items = items;
    this.#weights = weights;
  }

  /** Takes all items out. Returns what brings them back, until the next `clear()` or `forgetCleared()`. */
  clear(): () => boolean {
    const items = this.toArray();
    const weights = items.map((_, index) => this.#weights[(this.#first + index) % this.capacity] ?? 0);
    const cleared = { firstId: this.#first, items, weights, dropped: this.#dropped };
    this.#cleared = cleared;
    this.#items.fill(undefined);
    this.#first = this.#next;
    this.#dropped = 0;
    this.#weight = 0;
    return () => this.#cleared === cleared && this.#restore(cleared);
  }

  /**
   * Puts older items before the others, under the ids before theirs: as many of the newest as fit, and as there are ids.
   * Returns how many.
   */
  prepend(items: readonly Item[], weights: readonly number[]): number {
    let kept = 0;
    for (let index = items.length - 1; index >= 0 && this.size < this.capacity && this.#first > 0; index--) {
      const weight = weights[index] ?? 0;
      if (this.#weight + weight > this.#maxWeight) break;
      this.#first -= 1;
      const slot = this.#first % this.capacity;
      this.#items[slot] = items[index];
      this.#weights[slot] = weight;
      this.#weight += weight;
      kept += 1;
    }
    return kept;
  }

  /** Gives up what was cleared. */
  forgetCleared(): void {
    this.#cleared = undefined;
  }

  /** The items, oldest first; of these ids only, where they are given. */
  toArray(from = this.#first, to = this.#next): Item[] {
    const items: Item[] = [];
    const end = Math.min(to, this.#next);
    for (let id = Math.max(from, this.#first); id < end; id++)
      items.push(this.#items[id % this.capacity] as Item);
    return items;
  }

  #restore({ firstId, items, weights, dropped }: Cleared<Item>): true {
    this.#cleared = undefined;
    // Where newer items were dropped since, there would be a hole in the ids.
    const isNext = this.#first === firstId + items.length;
    const kept = isNext ? this.prepend(items, weights) : 0;
    this.#dropped += dropped + items.length - kept;
    return true;
  }

  #replaceCleared(id: number, item: Item, weight: number): void {
    const cleared = this.#cleared;
    const index = id - (cleared?.firstId ?? 0);
    if (!cleared || cleared.items[index] === undefined) return;
    cleared.items[index] = item;
    cleared.weights[index] = weight;
  }

  #fit(): void {
    while (this.#weight > this.#maxWeight && this.size > 1) this.#dropFirst();
  }

  #dropFirst(): void {
    const slot = this.#first % this.capacity;
    this.#items[slot] = undefined;
    this.#weight -= this.#weights[slot] ?? 0;
    this.#first += 1;
    this.#dropped += 1;
  }

  #has(id: number): boolean {
    return id >= this.#first && id < this.#next;
  }
}
