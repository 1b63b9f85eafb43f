import { EventError } from '@switchboard/contract';
import type { MaybePromise } from '../lib/maybe-promise.ts';
import type { Delivery } from './deliver-packet.ts';

/** Passes an arrival on. Must neither throw nor reject. */
export type Deliver<Item> = (item: Item, delivery: Delivery) => MaybePromise<void>;

interface Arrival<Item> {
  readonly item: Item;
  readonly at: number;
}

/** Holds back what arrives until it is opened, up to `limit`; refuses the rest with SERVICE_UNAVAILABLE. */
export class ArrivalQueue<Item> {
  readonly #limit: number;
  readonly #deliver: Deliver<Item>;
  #waiting: Arrival<Item>[] | undefined = [];
  #open: Delivery = {};

  constructor(limit: number, deliver: Deliver<Item>) {
    this.#limit = limit;
    this.#deliver = deliver;
  }

  push(item: Item): void {
    if (!this.#waiting) void this.#deliver(item, this.#open);
    else if (this.#waiting.length < this.#limit) this.#waiting.push({ item, at: performance.now() });
    else void this.#deliver(item, { refusal: queueFull() });
  }

  /**
   * Delivers what waits, in order, and from now on what arrives; all of it refused if there is a refusal.
   * Resolves when what waited is settled. Only the first time counts.
   */
  async open(refusal?: EventError): Promise<void> {
    const waiting = this.#waiting;
    if (!waiting) return;
    this.#waiting = undefined;
    this.#open = { refusal };
    const now = performance.now();
    await Promise.all(
      waiting.map(async ({ item, at }) => this.#deliver(item, { refusal, waited: now - at })),
    );
  }
}

function queueFull(): EventError {
  return new EventError('SERVICE_UNAVAILABLE', {
    message: 'Too many events before the connection was ready.',
  });
}
