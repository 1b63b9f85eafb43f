import { describe, expect, it } from 'vitest';
import { isJson } from './json-value.ts';
import { systemEvents } from './system.ts';

function nested(levels: number): unknown {
  let value: unknown = 0;
  for (let level = 0; level < levels; level++) value = level % 2 ? { value } : [value];
  return value;
}

describe('isJson', () => {
  it('counts containers: a scalar needs no level, [] one, [[]] two', () => {
    expect([isJson('a', 0), isJson([], 0), isJson([], 1), isJson([[]], 1), isJson({ a: {} }, 2)]).toEqual([
      true,
      false,
      true,
      false,
      true,
    ]);
  });

  it.each([[undefined], [Number.NaN], [Number.POSITIVE_INFINITY], [1n], [Symbol('s')], [() => 1]])(
    'refuses %s, which JSON cannot say',
    (value) => {
      expect(isJson(value, 9)).toBe(false);
      expect(isJson([value], 9)).toBe(false);
      expect(isJson({ value }, 9)).toBe(false);
    },
  );

  it.each([[new Date()], [new Map()], [Uint8Array.of(1)], [/x/]])(
    'refuses %s, which JSON would change',
    (value) => {
      expect(isJson(value, 9)).toBe(false);
    },
  );

  it('takes an object without a prototype, and a key named __proto__', () => {
    expect(isJson(Object.assign(Object.create(null), { a: 1 }), 1)).toBe(true);
    expect(isJson(JSON.parse('{"__proto__":{}}'), 2)).toBe(true);
  });
});

it('takes objects that JSON does not know where it is told that they are leaves', () => {
  const isBytes = (value: object): boolean => value instanceof Uint8Array;
  expect(isJson({ bytes: [Uint8Array.of(1)] }, 2, isBytes)).toBe(true);
  expect(isJson({ bytes: [new Date()] }, 2, isBytes)).toBe(false);
});

describe('system:echo', () => {
  const { payload } = systemEvents['system:echo'];

  it('takes 16 levels and refuses the 17th', () => {
    expect(payload.safeParse({ value: nested(16) }).success).toBe(true);
    expect(payload.safeParse({ value: nested(17) }).error?.issues).toMatchObject([{ path: ['value'] }]);
  });

  it('refuses a payload deep enough to overflow the stack', () => {
    expect(payload.safeParse({ value: nested(100_000) }).success).toBe(false);
  });
});
