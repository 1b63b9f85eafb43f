/**
 * Keeps the last items that fit: at most `capacity` of them, which together weigh at most `maxWeight`. The newest is
 * always kept. Ids count up from 0 and stay with their item.
 */
export class RingBuffer<Item> {
  readonly #maxWeight: number;
  #items: (Item | undefined)[];
  #weights: number[];
  #next = 0;
  #first = 0;
  #dropped = 0;
  #weight = 0;

  constructor(capacity: number, maxWeight = Number.POSITIVE_INFINITY) {
    this.#maxWeight = maxWeight;
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

  /** Does nothing once the item was dropped or cleared. */
  replace(id: number, item: Item, weight = 0): void {
    if (!this.#has(id)) return;
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

  clear(): void {
    this.#items.fill(undefined);
    this.#first = this.#next;
    this.#dropped = 0;
    this.#weight = 0;
  }

  /** The items, oldest first; of these ids only, where they are told. */
  toArray(from = this.#first, to = this.#next): Item[] {
    const items: Item[] = [];
    const end = Math.min(to, this.#next);
    for (let id = Math.max(from, this.#first); id < end; id++)
      items.push(this.#items[id % this.capacity] as Item);
    return items;
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
