/**
 * Keeps the last items that fit: at most `capacity` of them, which together weigh at most `maxWeight`. The newest is
 * always kept. Ids count up from 0 and stay with their item.
 */
export class RingBuffer<Item> {
  readonly #maxWeight: number;
  readonly #slots = new Map<number, { readonly item: Item; readonly weight: number }>();
  #capacity: number;
  /** The ids of the oldest item that was not cleared, and of the next one. */
  #first = 0;
  #next = 0;
  #dropped = 0;
  #weight = 0;
  /** Stands for the last `clear()` until it is undone: what it took out is held as far as there is room. */
  #cleared: object | undefined;

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
    return id < this.#first ? undefined : this.#slots.get(id)?.item;
  }

  /** Does nothing once the item was dropped. One that was cleared is replaced where it waits to be restored. */
  replace(id: number, item: Item, weight = 0): void {
    const before = this.#slots.get(id);
    if (!before) return;
    this.#slots.set(id, { item, weight });
    this.#weight += weight - before.weight;
    this.#fit();
  }

  /** Drops the oldest items where fewer fit than before. */
  resize(capacity: number): void {
    this.#capacity = capacity;
    this.#fit();
  }

  /** Takes all items out. Returns what brings back those that still fit, until the next `clear()`. */
  clear(): () => boolean {
    while (this.#held < this.#first) this.#dropOldest();
    const [first, end, dropped, cleared] = [this.#first, this.#next, this.#dropped, {}];
    this.#cleared = cleared;
    this.#first = end;
    this.#dropped = 0;
    return () => {
      if (this.#cleared !== cleared) return false;
      this.#cleared = undefined;
      this.#first = this.#held;
      this.#dropped += dropped + Math.min(this.#held, end) - first;
      return true;
    };
  }

  /** The items, oldest first; of these ids only, where they are given. */
  toArray(from = this.#first, to = this.#next): Item[] {
    const items: Item[] = [];
    const end = Math.min(to, this.#next);
    for (let id = Math.max(from, this.#first); id < end; id++) items.push(this.get(id) as Item);
    return items;
  }

  /** The items with those that were cleared and may come back, oldest first. */
  held(): Item[] {
    return [...this.#slots.values()].map(({ item }) => item);
  }

  /** The id of the oldest item that is held, cleared or not. */
  get #held(): number {
    return this.#next - this.#slots.size;
  }

  #fit(): void {
    const isTooMuch = (): boolean => this.#weight > this.#maxWeight && this.#slots.size > 1;
    while (this.#slots.size > this.#capacity || isTooMuch()) this.#dropOldest();
  }

  #dropOldest(): void {
    const id = this.#held;
    this.#weight -= this.#slots.get(id)?.weight ?? 0;
    this.#slots.delete(id);
    if (id < this.#first) return;
    this.#first = this.#held;
    this.#dropped += 1;
  }
}
