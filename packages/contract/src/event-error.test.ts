import { describe, expect, it } from 'vitest';
import { EventError, refusal, toEventError } from './event-error.ts';
import { fail, isReply } from './reply.ts';

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

  it.each([
    [Number.POSITIVE_INFINITY, 2_147_483_647],
    [2 ** 31, 2_147_483_647],
    [1.5, 1.5],
    [-1, undefined],
    [Number.NEGATIVE_INFINITY, undefined],
    [Number.NaN, undefined],
    [null as never, undefined],
    ['soon' as never, undefined],
  ])('asks for a wait of %s as %s, so that the reply is one', (retryAfter, sent) => {
    const body = new EventError('TOO_MANY_REQUESTS', { retryAfter }).toBody();
    expect(body.retryAfter).toBe(sent);
    expect(isReply(JSON.parse(JSON.stringify(fail(body))))).toBe(true);
  });

  it('carries issues as path and message alone, whatever was passed, so that the reply is one', () => {
    const issue = { path: ['a', Symbol('b'), { key: 1 }, 2], message: 'm', input: 'secret' };
    for (const [issues, sent] of [
      [[issue], [{ path: ['a', 'Symbol(b)', 1, 2], message: 'm' }]],
      [[{ path: 'a' }, null, 'secret'], [{ path: [], message: '' }]],
      ['secret', undefined],
    ]) {
      const body = new EventError('BAD_REQUEST', { issues: issues as never }).toBody();
      expect(body.issues).toEqual(sent);
      expect(isReply(JSON.parse(JSON.stringify(fail(body))))).toBe(true);
    }
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

it('a refusal has no stack, and the errors after it have theirs', () => {
  const refused = refusal('TOO_MANY_REQUESTS', { retryAfter: 4 });
  expect(refused).toBeInstanceOf(EventError);
  expect(refused.toBody()).toMatchObject({ code: 'TOO_MANY_REQUESTS', retryAfter: 4 });
  expect(refused.stack).not.toContain('\n');
  expect(new EventError('CONFLICT').stack).toContain('\n');
});
