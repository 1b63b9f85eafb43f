import { describe, expect, it } from 'vitest';
import { fail, isReply, ok } from './reply.ts';

const error = { code: 'FORBIDDEN', message: 'No.', data: undefined };

describe('isReply', () => {
  it.each([
    [ok({ id: 1 })],
    [ok(undefined)],
    [fail(error)],
    [JSON.parse(JSON.stringify(fail(error)))],
    [{ ok: true, data: null, extra: 1 }],
    [fail({ ...error, issues: [{ path: ['a', 0], message: 'no' }], retryAfter: 0 })],
    [fail({ ...error, retryAfter: null as never })],
    [{ ok: false, error: { code: 'NEWER', message: '', data: [1], more: {} }, more: 1 }],
  ])('knows %j', (value) => {
    expect(isReply(value)).toBe(true);
  });

  it.each([
    [undefined],
    [null],
    ['ok'],
    [true],
    [{}],
    [{ ok: 1, data: 1 }],
    [{ ok: 'true' }],
    [{ ok: false }],
    [{ ok: false, error: null }],
    [{ ok: false, error: 'FORBIDDEN' }],
    [{ ok: false, error: { message: 'No.' } }],
    [{ ok: false, error: { code: 403, message: 'No.' } }],
    [{ ok: false, error: { code: 'FORBIDDEN' } }],
    [{ ok: false, error: { code: 'FORBIDDEN', message: 1 } }],
    [{ ok: false, error: [] }],
    [[]],
    [fail({ ...error, issues: 'no' as never })],
    [fail({ ...error, issues: [null] as never })],
    [fail({ ...error, issues: [{ path: 'a', message: 'no' }] as never })],
    [fail({ ...error, issues: [{ path: [{}], message: 'no' }] as never })],
    [fail({ ...error, issues: [{ path: [] }] as never })],
    [fail({ ...error, retryAfter: 'soon' as never })],
    [fail({ ...error, retryAfter: -1 })],
    [fail({ ...error, retryAfter: Number.NaN })],
  ])('refuses %j', (value) => {
    expect(isReply(value)).toBe(false);
  });
});

describe('ok', () => {
  it('has no data key for a call without a response', () => {
    expect(ok(undefined)).toStrictEqual({ ok: true });
    expect(ok(null)).toStrictEqual({ ok: true, data: null });
  });
});
