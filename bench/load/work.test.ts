import { expect, it } from 'vitest';
import { createWork } from './work.ts';

const stored = (seq: number) => ({ id: 'm', seq, sentAt: '2026-01-01T00:00:00.000Z' });

it('a stored message has the number after the one before it in its room', () => {
  const { isRight, payload } = createWork({ kind: 'post', rooms: 'room' });
  expect(JSON.parse(payload(1, 7))).toMatchObject({ room: 'room-7' });
  expect([isRight(1, stored(5), 7), isRight(2, stored(6), 7), isRight(3, stored(1), 8)]).toEqual([
    true,
    true,
    true,
  ]);
  expect(isRight(4, stored(8), 7)).toBe(false);
  expect(isRight(5, { ok: false, error: { code: 'TIMEOUT' } }, 7)).toBe(false);
});

it('where messages may fail, the store may be out of reach and a number may be left out, but none comes twice', () => {
  const { isRight } = createWork({ kind: 'post', rooms: 'room', mayFail: true });
  expect(isRight(1, stored(1), 0)).toBe(true);
  expect(isRight(2, { ok: false, error: { code: 'SERVICE_UNAVAILABLE' } }, 0)).toBe(true);
  expect(isRight(3, { ok: false, error: { code: 'FORBIDDEN' } }, 0)).toBe(false);
  expect([isRight(4, stored(3), 0), isRight(5, stored(3), 0)]).toEqual([true, false]);
});

it('a refused call is right with the code that was asked for, and no other', () => {
  const { isRight } = createWork({ kind: 'refused', code: 'UNAUTHORIZED' });
  expect(isRight(1, { ok: false, error: { code: 'UNAUTHORIZED' } }, 0)).toBe(true);
  expect(isRight(1, { ok: false, error: { code: 'FORBIDDEN' } }, 0)).toBe(false);
  expect(isRight(1, { value: 'x' }, 0)).toBe(false);
});
