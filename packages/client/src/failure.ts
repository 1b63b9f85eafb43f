import { type AnyReply, ERROR_CODES, type ErrorBody, fail, type StandardCode } from '@switchboard/contract';

/** A reply that this end makes itself. */
export function failure(code: StandardCode, part: Partial<ErrorBody> = {}): AnyReply {
  return fail({ code, message: ERROR_CODES[code].message, data: undefined, ...part });
}

/** DISCONNECTED: `written` says whether the call had left this end, and so may have been executed. */
export function lost(written: boolean): AnyReply {
  const message = written ? ERROR_CODES.DISCONNECTED.message : 'There was no connection to send this call.';
  return failure('DISCONNECTED', { message, data: { written } });
}

/** The reply to a caller whose signal was aborted. */
export const STOPPED: AnyReply = failure('TIMEOUT', { message: 'The caller stopped waiting.' });
