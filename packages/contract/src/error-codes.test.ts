import { describe, expect, it } from 'vitest';
import {
  DECLARED_ERROR_STATUS,
  ERROR_MESSAGES,
  ERROR_STATUSES,
  isStandardCode,
  type StandardCode,
  statusOf,
} from './error-codes.ts';

/** The table that clients in any language rely on: changing a line here breaks them. */
const STATUS_BY_CODE: Record<StandardCode, number | undefined> = {
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

describe('the standard codes', () => {
  it('have the HTTP status that was promised', () => {
    expect(ERROR_STATUSES).toEqual(STATUS_BY_CODE);
  });

  it('each have a sentence for people', () => {
    for (const message of Object.values(ERROR_MESSAGES)) expect(message).toMatch(/^[A-Z].+\.$/);
  });

  it.each(['toString', 'constructor', '__proto__', 'ROOM_FULL', ''])('do not include %j', (code) => {
    expect(isStandardCode(code)).toBe(false);
  });
});

describe('statusOf', () => {
  it('gives the status of a standard code', () => {
    expect(statusOf('TOO_MANY_REQUESTS')).toBe(429);
  });

  it('gives 500 for DISCONNECTED, which no server should answer', () => {
    expect(statusOf('DISCONNECTED')).toBe(500);
  });

  it.each(['ROOM_FULL', 'toString'])('gives the status of declared errors for %s', (code) => {
    expect(statusOf(code)).toBe(DECLARED_ERROR_STATUS);
    expect(DECLARED_ERROR_STATUS).toBe(422);
  });
});
