import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { adminContract } from './admin.ts';
import { jsonFault } from './json-value.ts';
import { systemEvents } from './system.ts';

function nested(levels: number): unknown {
  let value: unknown = 0;
  for (let level = 0; level < levels; level++) value = level % 2 ? { value } : [value];
  return value;
}

const isJson = (value: unknown, levels = 9): boolean => jsonFault(value, { levels }) === undefined;

describe('JSON', () => {
  it('counts containers: a scalar needs no level, [] one, [[]] two', () => {
    expect([isJson('a', 0), isJson([], 0), isJson([], 1), isJson([[]], 1), isJson({ a: {} }, 2)]).toEqual([
      true,
      false,
      true,
      false,
      true,
    ]);
  });

  it.each([
    [undefined, 'must be JSON, not undefined'],
    [Number.NaN, 'must be a finite number'],
    [Number.POSITIVE_INFINITY, 'must be a finite number'],
    [1n, 'must be JSON, not bigint'],
    [Symbol('s'), 'must be JSON, not symbol'],
    [() => 1, 'must be JSON, not function'],
    [new Date(), 'must be JSON: a plain object or an array'],
    [new Map(), 'must be JSON: a plain object or an array'],
    [/x/, 'must be JSON: a plain object or an array'],
    [new (class Row {})(), 'must be JSON: a plain object or an array'],
    [Object.create({ a: 1 }), 'must be JSON: a plain object or an array'],
    [Uint8Array.of(1), 'must be JSON, not binary'],
  ])('is never %s, and the fault names the part and what is wrong with it', (value, message) => {
    expect(jsonFault(value, { levels: 9 })).toEqual({ path: [], message });
    expect(jsonFault([0, value], { levels: 9 })).toEqual({ path: [1], message });
    expect(jsonFault({ a: [{ b: value }] }, { levels: 9 })).toEqual({ path: ['a', 0, 'b'], message });
  });

  it('has no holes', () => {
    expect(jsonFault(new Array(2), { levels: 1 })).toEqual({
      path: [0],
      message: 'must be JSON, not undefined',
    });
  });

  it('may be an object without a prototype, of another realm, or with a key named __proto__', () => {
    expect(isJson(Object.assign(Object.create(null), { a: 1 }))).toBe(true);
    expect(isJson(runInNewContext('({ a: [{ b: 1 }] })'))).toBe(true);
    expect(isJson(JSON.parse('{"__proto__":{}}'))).toBe(true);
  });

  it('may hold binary of any kind and realm where the rules say so', () => {
    const kinds = [
      Uint8Array.of(1),
      Uint8Array.of(1).buffer,
      new DataView(new ArrayBuffer(1)),
      runInNewContext('Uint8Array.of(1)'),
    ];
    for (const bytes of kinds) {
      expect(jsonFault({ a: [bytes] }, { levels: 2, bytes: true })).toBeUndefined();
      expect(jsonFault({ a: [bytes] }, { levels: 2 })).toMatchObject({ path: ['a', 0] });
    }
    expect(jsonFault({ a: [new Date()] }, { levels: 2, bytes: true })).toMatchObject({ path: ['a', 0] });
  });
});

describe('system:echo', () => {
  const { payload } = systemEvents['system:echo'];
  const issuesOf = (value: unknown) => payload.safeParse({ value }).error?.issues;

  it('names the part that is no JSON', () => {
    expect(issuesOf({ a: [Number.NaN] })).toMatchObject([
      { path: ['value', 'a', 0], message: 'must be a finite number' },
    ]);
    expect(issuesOf(undefined)).toMatchObject([{ path: ['value'], message: 'must be JSON, not undefined' }]);
  });

  it('takes 16 levels and refuses the 17th', () => {
    expect(payload.safeParse({ value: nested(16) }).success).toBe(true);
    const path = ['value', ...Array.from({ length: 16 }, (_, level) => (level % 2 ? 'value' : 0))];
    expect(issuesOf(nested(17))).toMatchObject([{ path, message: 'must nest at most 16 levels deep' }]);
  });

  it('refuses a payload deep enough to overflow the stack', () => {
    expect(payload.safeParse({ value: nested(100_000) }).success).toBe(false);
  });
});

describe('admin:emit', () => {
  const { payload } = adminContract.clientEventMap['admin:emit'];
  const message = { event: 'system:notice', target: { to: 'everyone' } };

  it('takes JSON with binary in it, or no payload', () => {
    expect(payload.safeParse(message).success).toBe(true);
    expect(payload.safeParse({ ...message, payload: undefined }).success).toBe(true);
    expect(payload.safeParse({ ...message, payload: { bytes: new ArrayBuffer(1) } }).success).toBe(true);
  });

  it('names the part of the payload that is neither', () => {
    const parsed = payload.safeParse({ ...message, payload: { a: [new Date()] } });
    expect(parsed.error?.issues).toMatchObject([{ path: ['payload', 'a', 0] }]);
  });
});
