/** Keeps the last `capacity` items; ids count up from 0 and stay with their item. */
export class RingBuffer<Item> {
  readonly #capacity: number;
  #items: (Item | undefined)[] = [];
  #next = 0;
  #first = 0;
  #dropped = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** How many items had to make room since the start or the last `clear()`. */
  get dropped(): number {
    return this.#dropped;
  }

  get nextId(): number {
    return this.#next;
  }

  push(item: Item): void {
    this.#items[this.#next % this.#capacity] = item;
    this.#next += 1;
    if (this.#next - this.#first > this.#capacity) {
      this.#first += 1;
      this.#dropped += 1;
    }
  }

  /** `undefined` once the item was dropped or cleared. */
  get(id: number): Item | undefined {
    return this.#has(id) ? this.#items[id % this.#capacity] : undefined;
  }

  /** Does nothing once the item was dropped or cleared. */
  replace(id: number, item: Item): void {
    if (this.#has(id)) this.#items[id % this.#capacity] = item;
  }

  clear(): void {
    this.#items = [];
    this.#first = this.#next;
    this.#dropped = 0;
  }

  /** The items, oldest first. */
  toArray(): Item[] {
    const items: Item[] = [];
    for (let id = this.#first; id < this.#next; id++) items.push(this.#items[id % this.#capacity] as Item);
    return items;
  }

  #has(id: number): boolean {
    return id >= this.#first && id < this.#next;
  }
}
