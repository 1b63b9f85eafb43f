import { describe, expect, it } from 'vitest';
import {
  DECLARED_ERROR_STATUS,
  ERROR_CODES,
  EventError,
  isStandardCode,
  type StandardCode,
  statusOf,
  toEventError,
} from './event-error.ts';

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
    const table = Object.entries(ERROR_CODES).map(([code, { status }]) => [code, status]);
    expect(Object.fromEntries(table)).toEqual(STATUS_BY_CODE);
  });

  it('each have a sentence for people', () => {
    for (const { message } of Object.values(ERROR_CODES)) expect(message).toMatch(/^[A-Z].+\.$/);
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

describe('EventError', () => {
  it("takes the table's message for a standard code and the code itself for another", () => {
    expect(new EventError('UNAUTHORIZED').message).toBe('Log in first.');
    expect(new EventError('ROOM_FULL').message).toBe('ROOM_FULL');
    expect(new EventError('ROOM_FULL', { message: 'No seats.' }).message).toBe('No seats.');
  });

  it('goes on the wire without its cause and stack', () => {
    const error = new EventError('ROOM_FULL', {
      data: { limit: 2 },
      issues: [{ path: ['room'], message: 'full' }],
      retryAfter: 0,
      cause: new Error('secret'),
    });
    expect(error.toBody()).toEqual({
      code: 'ROOM_FULL',
      message: 'ROOM_FULL',
      data: { limit: 2 },
      issues: [{ path: ['room'], message: 'full' }],
      retryAfter: 0,
    });
    expect(JSON.stringify(error.toBody())).not.toMatch(/secret|stack|event-error/);
  });

  it('leaves out of its body what it was not given', () => {
    expect(JSON.parse(JSON.stringify(new EventError('FORBIDDEN').toBody()))).toEqual({
      code: 'FORBIDDEN',
      message: 'This identity may not send this event.',
    });
  });
});

describe('toEventError', () => {
  it('keeps an EventError as it is', () => {
    const error = new EventError('CONFLICT');
    expect(toEventError(error)).toBe(error);
  });

  it.each([
    [new Error('secret')],
    ['secret'],
    [undefined],
    [null],
    [{ code: 'FORBIDDEN', message: 'secret' }],
  ])('hides %s behind INTERNAL_SERVER_ERROR and keeps it as the cause', (thrown) => {
    const error = toEventError(thrown);
    expect(error.code).toBe('INTERNAL_SERVER_ERROR');
    expect(error.cause).toBe(thrown);
    expect(JSON.stringify(error.toBody())).not.toContain('secret');
  });
});
