/** The codes that every event may answer with, and the default message of each. DISCONNECTED is made by the client alone. */
export const ERROR_MESSAGES = {
  /** The payload does not fit; `issues` say where. */
  BAD_REQUEST: 'The payload does not fit the contract.',
  /** The event needs an identity and there is none, or it expired. */
  UNAUTHORIZED: 'Log in first.',
  /** The identity lacks the scope. */
  FORBIDDEN: 'This identity may not send this event.',
  /** No such event in this contract. */
  NOT_FOUND: 'There is no such event.',
  /** The same call id came with a different payload. */
  CONFLICT: 'This call id was used with another payload.',
  /** The packet is larger than the event's `maxBytes`. */
  PAYLOAD_TOO_LARGE: 'The packet is too large.',
  /** Over the event's rate; `retryAfter` says when it may succeed. */
  TOO_MANY_REQUESTS: 'Too many calls.',
  /** Anything unknown: details go to the log, never to the wire. */
  INTERNAL_SERVER_ERROR: 'The server failed to handle this event.',
  /** The call was executed, and its reply breaks the contract: it is kept under its id and never retried. */
  REPLY_INVALID: 'The call was executed, but its reply does not fit the contract.',
  /** Draining, a full queue, or a store that is down. */
  SERVICE_UNAVAILABLE: 'The server cannot take this call now.',
  /** The deadline passed; the controller's signal was aborted. */
  TIMEOUT: 'No reply within the deadline.',
  /** The link went before the reply; `data.written` says whether the call had been sent. */
  DISCONNECTED: 'The connection was lost before the reply.',
} as const;

export type StandardCode = keyof typeof ERROR_MESSAGES;

/** The HTTP status of each code; DISCONNECTED has none. A table of its own, as no client needs it. */
export const ERROR_STATUSES: Readonly<Record<StandardCode, number | undefined>> = {
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  TOO_MANY_REQUESTS: 429,
  INTERNAL_SERVER_ERROR: 500,
  REPLY_INVALID: 500,
  SERVICE_UNAVAILABLE: 503,
  TIMEOUT: 504,
  DISCONNECTED: undefined,
};

/** The HTTP status of a declared error: the request was understood and refused. */
export const DECLARED_ERROR_STATUS = 422;

export function isStandardCode(code: string): code is StandardCode {
  return Object.hasOwn(ERROR_MESSAGES, code);
}

/** The HTTP status for a code, standard or declared. */
export function statusOf(code: string): number {
  return isStandardCode(code) ? (ERROR_STATUSES[code] ?? 500) : DECLARED_ERROR_STATUS;
}
