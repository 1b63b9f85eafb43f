/** The codes that every event may answer with, and the HTTP status of each. DISCONNECTED is made by the client alone. */
export const ERROR_CODES = {
  /** The payload does not fit; `issues` say where. */
  BAD_REQUEST: { status: 400, message: 'The payload does not fit the contract.' },
  /** The event needs an identity and there is none, or it expired. */
  UNAUTHORIZED: { status: 401, message: 'Log in first.' },
  /** The identity lacks the scope. */
  FORBIDDEN: { status: 403, message: 'This identity may not send this event.' },
  /** No such event in this contract. */
  NOT_FOUND: { status: 404, message: 'There is no such event.' },
  /** The same call id came with a different payload. */
  CONFLICT: { status: 409, message: 'This call id was used with another payload.' },
  /** The packet is larger than the event's `maxBytes`. */
  PAYLOAD_TOO_LARGE: { status: 413, message: 'The packet is too large.' },
  /** Over the event's rate; `retryAfter` says when it may succeed. */
  TOO_MANY_REQUESTS: { status: 429, message: 'Too many calls.' },
  /** Anything unknown: details go to the log, never to the wire. */
  INTERNAL_SERVER_ERROR: { status: 500, message: 'The server failed to handle this event.' },
  /** The call was executed, and its reply breaks the contract: it is kept under its id and never retried. */
  REPLY_INVALID: { status: 500, message: 'The call was executed, but its reply does not fit the contract.' },
  /** Draining, a full queue, or a store that is down. */
  SERVICE_UNAVAILABLE: { status: 503, message: 'The server cannot take this call now.' },
  /** The deadline passed; the controller's signal was aborted. */
  TIMEOUT: { status: 504, message: 'No reply within the deadline.' },
  /** The link went before the reply; `data.written` says whether the call had been sent. */
  DISCONNECTED: { status: undefined, message: 'The connection was lost before the reply.' },
} as const;

export type StandardCode = keyof typeof ERROR_CODES;

/** The HTTP status of a declared error: the request was understood and refused. */
export const DECLARED_ERROR_STATUS = 422;

export function isStandardCode(code: string): code is StandardCode {
  return Object.hasOwn(ERROR_CODES, code);
}

/** The HTTP status for a code, standard or declared. */
export function statusOf(code: string): number {
  return isStandardCode(code) ? (ERROR_CODES[code].status ?? 500) : DECLARED_ERROR_STATUS;
}
