import { EventEmitter, once } from 'node:events';

/** One call of `message:send`, whatever became of it. Its text names it: no two calls have the same. */
export interface SentCall {
  readonly text: string;
  /** What the reply said, once the call was acknowledged. */
  acknowledged?: { readonly id: string; readonly seq: number };
  /** The code of its last reply, if it was not. */
  failed?: string;
}

/** What one receiver got on one connection, from joining the room on. */
export interface Hearing {
  readonly receiver: string;
  /** The newest message that the reply of `room:join` brought; 0 for an empty room. */
  readonly from: number;
  /** Live messages in the order of their arrival. */
  readonly heard: { readonly id: string; readonly seq: number }[];
  /** For each signal that messages may have been missed: how many had been heard by then. */
  readonly signals: number[];
  /** Whether the receiver noticed that the connection ended. */
  ended: boolean;
}

export interface StoredMessage {
  readonly id: string;
  readonly seq: number;
  readonly text: string;
}

/** What writers and receivers saw in one run. */
export class History {
  readonly calls: SentCall[] = [];
  readonly hearings: Hearing[] = [];
  /** Attempts of calls that were refused for now. */
  refusals = 0;
  /** Milliseconds of each attempt that was answered with success. */
  readonly latencies: number[] = [];
  /** Who lost a connection, and why. */
  readonly losses: string[] = [];
  readonly #changed = new EventEmitter().setMaxListeners(0);

  get acknowledged(): number {
    return this.calls.filter((call) => call.acknowledged).length;
  }

  /** Milliseconds within which 99 % of the attempts since the given one were answered. */
  slowest(since = 0): number {
    const sorted = this.latencies.slice(since).sort((a, b) => a - b);
    return Math.round(sorted[Math.floor(sorted.length * 0.99)] ?? 0);
  }

  /** How often a receiver came back. */
  get reconnects(): number {
    return this.hearings.length - new Set(this.hearings.map(({ receiver }) => receiver)).size;
  }

  /** Call it after each record. */
  changed(): void {
    this.#changed.emit('change');
  }

  /** Resolves to whether the condition came true within so many milliseconds; asks after each record. */
  async until(condition: () => boolean, ms: number): Promise<boolean> {
    const over = AbortSignal.timeout(ms);
    while (!condition()) {
      if (over.aborted) return false;
      await once(this.#changed, 'change', { signal: over }).catch(() => {});
    }
    return true;
  }
}
