import { MAX_DURATION } from '@switchboard/contract';

/** The reply of an event that gives a token. */
export interface TokenReply {
  readonly token: string;
  /** Milliseconds that the token is good for, counted from the reply. */
  readonly expiresIn: number;
}

export function isTokenReply(data: unknown): data is TokenReply {
  if (typeof data !== 'object' || data === null) return false;
  const { token, expiresIn } = data as Partial<TokenReply>;
  return typeof token === 'string' && typeof expiresIn === 'number' && expiresIn > 0;
}

/**
 * When a token is to be refreshed, and when it ends. No duration depends on what time the clock shows: it may be wrong,
 * and it may be set.
 */
export class TokenLife {
  readonly token: string;
  /** How often a refresh has failed. */
  failures = 0;
  isRefreshing = false;
  readonly #end: number;
  #wait: Wait;

  /** `expiresIn` in milliseconds: `undefined` where nobody knows it, so that the token is to be refreshed now. */
  constructor(token: string, expiresIn: number | undefined) {
    this.token = token;
    this.#end = performance.now() + (expiresIn ?? Number.POSITIVE_INFINITY);
    this.#wait = startWait(expiresIn === undefined ? 0 : expiresIn / 2);
  }

  /** Milliseconds until it ends at the latest; Infinity where nobody knows. */
  get left(): number {
    return this.#end - performance.now();
  }

  /** Milliseconds until it is to be refreshed; 0 or less once it is. */
  get untilRefresh(): number {
    const { ms, start, clock } = this.#wait;
    // While the machine sleeps `performance.now()` may stand still, and the clock goes on. One that is set ahead only
    // makes one refresh early.
    return ms - Math.max(performance.now() - start, Date.now() - clock);
  }

  refreshIn(ms: number): void {
    this.#wait = startWait(ms);
  }
}

interface Wait {
  readonly ms: number;
  readonly start: number;
  readonly clock: number;
}

function startWait(ms: number): Wait {
  return { ms, start: performance.now(), clock: Date.now() };
}

/** What a timer can wait of so many milliseconds. */
export function timerDelay(ms: number): number {
  return Math.min(MAX_DURATION, Math.max(0, ms));
}
