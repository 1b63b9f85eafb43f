import {
  type AnyReply,
  ERROR_MESSAGES,
  type ErrorBody,
  fail,
  type StandardCode,
} from '@switchboard/contract';
import { onAbort } from './on-abort.ts';
import type { ConnectionProblem } from './socket/connection-state.ts';

/** A reply that this end makes itself. */
export function failure(code: StandardCode, part: Partial<ErrorBody> = {}): AnyReply {
  return fail({ code, message: ERROR_MESSAGES[code], data: undefined, ...part });
}

/**
 * DISCONNECTED: `written` says whether the call had left this end, and so may have been executed. `problem` is why there is no
 * connection: a call that was not sent says so, and one whose connection the server cut.
 */
export function lost(written: boolean, problem?: ConnectionProblem): AnyReply {
  const message = written ? ERROR_MESSAGES.DISCONNECTED : 'There was no connection to send this call.';
  const why = problem && (problem.cut || !written) ? `${message} ${problem.explanation}` : message;
  return failure('DISCONNECTED', { message: why, data: { written } });
}

/** The reply to a caller whose signal was aborted. */
export const STOPPED: AnyReply = failure('TIMEOUT', { message: 'The caller stopped waiting.' });

/** Takes the reply to a call, and all arguments of the acknowledgement where the server gave it. */
export type Settle = (reply: unknown, raw?: readonly unknown[]) => void;

/** A call that waits for its reply. */
export interface PendingCall {
  /** Takes what comes of it, and the acknowledgement of the server if that is it; only the first counts. */
  readonly finish: Settle;
  /** Whether it has left this end. */
  hasLeft: boolean;
}

/** The calls that wait for a reply. */
export class PendingCalls {
  readonly #calls = new Set<PendingCall>();

  /** `settle` gets the first reply alone: TIMEOUT as soon as `signal` is aborted. */
  start(signal: AbortSignal | undefined, settle: Settle): PendingCall {
    const call: PendingCall = {
      hasLeft: false,
      finish: (reply, raw) => {
        if (!this.#calls.delete(call)) return;
        stopListening?.();
        settle(reply, raw);
      },
    };
    this.#calls.add(call);
    const stopListening = signal && onAbort(signal, () => call.finish(STOPPED));
    return call;
  }

  /** The connection is gone: settles those that have left as DISCONNECTED; where it `isOver`, all of them. */
  lose(isOver: boolean, problem?: ConnectionProblem): void {
    for (const { finish, hasLeft } of [...this.#calls]) if (isOver || hasLeft) finish(lost(hasLeft, problem));
  }
}
