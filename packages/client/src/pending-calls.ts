import type { CallMeta } from '@switchboard/contract';
import { lost, STOPPED } from './failure.ts';

interface PendingCall {
  readonly finish: (raw: unknown) => void;
  readonly start: number;
  /** Whether it has left this end. */
  left: boolean;
}

/** The calls that wait for a reply, by the meta object that each of them carries. */
export class PendingCalls {
  readonly #calls = new Map<CallMeta, PendingCall>();

  /** Returns what finishes the call: `settle` gets the first reply alone. TIMEOUT as soon as `signal` is aborted. */
  start(
    meta: CallMeta,
    signal: AbortSignal | undefined,
    settle: (raw: unknown) => void,
  ): (raw: unknown) => void {
    const finish = (raw: unknown): void => {
      if (!this.#calls.delete(meta)) return;
      signal?.removeEventListener('abort', onAbort);
      settle(raw);
    };
    const onAbort = (): void => finish(STOPPED);
    this.#calls.set(meta, { finish, start: performance.now(), left: false });
    if (signal?.aborted) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
    return finish;
  }

  /** The call leaves this end now: what it waited for the connection is no longer in its deadline. */
  leave(meta: CallMeta): void {
    const call = this.#calls.get(meta);
    if (!call || meta.deadline === undefined) return;
    call.left = true;
    meta.deadline = Math.max(1, Math.ceil(meta.deadline - (performance.now() - call.start)));
  }

  hasLeft(meta: CallMeta): boolean {
    return this.#calls.get(meta)?.left ?? false;
  }

  /** Settles all of them as DISCONNECTED. */
  loseAll(): void {
    for (const { finish, left } of [...this.#calls.values()]) finish(lost(left));
  }
}
