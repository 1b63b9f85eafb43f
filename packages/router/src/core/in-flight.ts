import { EventError } from '@switchboard/contract';

/** What a caller may wait until another server, or this one anew, takes the call: milliseconds. */
const RETRY_AFTER = 1_000;

/** Counts the calls that have begun and not settled, and lets no more in while draining. */
export class InFlight {
  #count = 0;
  #draining = false;
  #waiting: (() => void)[] = [];

  get count(): number {
    return this.#count;
  }

  /** Throws SERVICE_UNAVAILABLE while draining; otherwise `leave` must follow. */
  enter(): void {
    if (this.#draining) {
      throw new EventError('SERVICE_UNAVAILABLE', {
        message: 'The server is going away: call again.',
        retryAfter: RETRY_AFTER,
      });
    }
    this.#count += 1;
  }

  leave(): void {
    this.#count -= 1;
    if (this.#count > 0) return;
    // Not before those who waited for the last replies have had their turn to send them.
    for (const tell of this.#waiting.splice(0)) setImmediate(tell);
  }

  /** Resolves when the last call has left, and its reply was handed over. */
  drain(): Promise<void> {
    this.#draining = true;
    if (this.#count === 0) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
