import { type ErrorBody, MAX_DURATION } from '@switchboard/contract';
import { retryAfterOf } from '../retry.ts';
import type { ClientManager } from './client-socket.ts';

/** The pauses between attempts in milliseconds. */
type Pauses = Pick<ClientManager, 'reconnectionDelay' | 'reconnectionDelayMax' | 'randomizationFactor'>;

/** Refusals by a server that is not itself just now. */
const MAY_PASS: ReadonlySet<string> = new Set(['SERVICE_UNAVAILABLE', 'TIMEOUT']);

/**
 * Tries a handshake again that the server refused for a while only: socket.io-client takes every refusal as
 * final. The pauses are those of its other attempts, or what the server asks for by `retryAfter` if that is longer.
 */
export class RefusalRetry {
  readonly #pauses: Pauses;
  readonly #tryAgain: () => void;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(pauses: Pauses, tryAgain: () => void) {
    this.#pauses = pauses;
    this.#tryAgain = tryAgain;
  }

  /** Whether it is tried again after this refusal. */
  plan(refusal: ErrorBody): boolean {
    this.cancel();
    if (!MAY_PASS.has(refusal.code)) return false;
    this.#timer = setTimeout(
      () => {
        this.cancel();
        this.#tryAgain();
      },
      Math.min(MAX_DURATION, Math.max(retryAfterOf(refusal), this.#pause())),
    );
    this.#failures += 1;
    return true;
  }

  get isWaiting(): boolean {
    return this.#timer !== undefined;
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** The next pause is the shortest again. */
  reset(): void {
    this.cancel();
    this.#failures = 0;
  }

  #pause(): number {
    const longest = this.#pauses.reconnectionDelayMax() ?? 5_000;
    const pause = Math.min(longest, (this.#pauses.reconnectionDelay() ?? 1_000) * 2 ** this.#failures);
    const deviation = (this.#pauses.randomizationFactor() ?? 0.5) * pause;
    return pause + (Math.random() * 2 - 1) * deviation;
  }
}
