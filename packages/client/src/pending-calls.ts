import {
  type AnyReply,
  type CallMeta,
  ERROR_CODES,
  type ErrorBody,
  fail,
  type StandardCode,
} from '@switchboard/contract';
import { onAbort } from './on-abort.ts';
import type { ConnectionProblem } from './socket/connection-state.ts';

/** A reply that this end makes itself. */
export function failure(code: StandardCode, part: Partial<ErrorBody> = {}): AnyReply {
  return fail({ code, message: ERROR_CODES[code].message, data: undefined, ...part });
}

/**
 * DISCONNECTED: `written` says whether the call had left this end, and so may have been executed. `problem` is why there is no
 * connection: a server that cut it says what to do.
 */
export function lost(written: boolean, problem?: ConnectionProblem): AnyReply {
  const message = written ? ERROR_CODES.DISCONNECTED.message : 'There was no connection to send this call.';
  const why = problem?.cut ? `${message} ${problem.explanation}` : message;
  return failure('DISCONNECTED', { message: why, data: { written } });
}

/** The reply to a caller whose signal was aborted. */
export const STOPPED: AnyReply = failure('TIMEOUT', { message: 'The caller stopped waiting.' });

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
      stopListening?.();
      settle(raw);
    };
    this.#calls.set(meta, { finish, start: performance.now(), left: false });
    const stopListening = signal && onAbort(signal, () => finish(STOPPED));
    return finish;
  }

  /** The call leaves this end now: what it waited for the connection is no longer in its deadline. */
  leave(meta: CallMeta): void {
    const call = this.#calls.get(meta);
    if (!call || call.left || meta.deadline === undefined) return;
    call.left = true;
    meta.deadline = Math.max(1, Math.ceil(meta.deadline - (performance.now() - call.start)));
  }

  hasLeft(meta: CallMeta): boolean {
    return this.#calls.get(meta)?.left ?? false;
  }

  /** Settles those that have left as DISCONNECTED. */
  loseSent(problem?: ConnectionProblem): void {
    for (const { finish, left } of [...this.#calls.values()]) if (left) finish(lost(true, problem));
  }

  /** Settles all of them as DISCONNECTED. */
  loseAll(problem?: ConnectionProblem): void {
    for (const { finish, left } of [...this.#calls.values()]) finish(lost(left, problem));
  }
}
