import { describe, expect, it } from 'vitest';
import { fromJson, toJson } from './json-bytes.ts';

const everyByte = Uint8Array.from({ length: 256 }, (_, index) => index);

function nested(levels: number): unknown {
  let value: unknown = 'core';
  for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { value };
  return value;
}

function codeOf(task: () => unknown): unknown {
  try {
    return task();
  } catch (error) {
    return (error as { code: unknown }).code;
  }
}

describe('toJson and fromJson', () => {
  it('carry bytes through JSON and back, wherever they stand', () => {
    const value = {
      files: [{ bytes: everyByte }, new Uint8Array()],
      text: 'a',
      none: null,
      yes: true,
      n: 1.5,
    };
    expect(fromJson(JSON.parse(JSON.stringify(toJson(value))))).toEqual(value);
    expect(fromJson(toJson(everyByte))).toEqual(everyByte);
    const many = Uint8Array.from({ length: 100_001 }, (_, index) => index * 7);
    expect(toJson(many)).toEqual({ $bytes: Buffer.from(many).toString('base64') });
    expect(fromJson(toJson(many))).toEqual(many);
  });

  it('write bytes as base64', () => {
    expect(toJson(Uint8Array.of(104, 105))).toEqual({ $bytes: 'aGk=' });
  });

  it.each([
    [{ $bytes: 'aGk=', more: 1 }],
    [{ $bytes: 1 }],
    [{ $bytes: null }],
    [{ bytes: 'aGk=' }],
    [['$bytes', 'aGk=']],
  ])('take %j as ordinary data', (value) => {
    expect(fromJson(value)).toEqual(value);
  });

  it.each(['*', 'a', 'aGk=aGk=', '€'])('refuse %j, which is not base64', (text) => {
    expect(codeOf(() => fromJson({ file: { $bytes: text } }))).toBe('BAD_REQUEST');
  });

  it('take 64 levels of nesting and refuse more, without overflowing the stack', () => {
    expect(fromJson(toJson(nested(64)))).toEqual(nested(64));
    for (const levels of [65, 100_000]) {
      expect(codeOf(() => toJson(nested(levels)))).toBe('BAD_REQUEST');
      expect(codeOf(() => fromJson(nested(levels)))).toBe('BAD_REQUEST');
    }
  });

  it('write what JSON does of a Date, and of anything else with a toJSON', () => {
    const keys: unknown[] = [];
    const part = {
      toJSON: (key: unknown) => {
        keys.push(key);
        return { at: new Date(0), bytes: Uint8Array.of(104, 105) };
      },
    };
    const at = '1970-01-01T00:00:00.000Z';
    expect(toJson({ ok: true, data: { at: new Date(0), none: new Date(Number.NaN), list: [part] } })).toEqual(
      {
        ok: true,
        data: { at, none: null, list: [{ at, bytes: { $bytes: 'aGk=' } }] },
      },
    );
    expect(keys).toEqual(['0']);
    expect(toJson(Buffer.from('hi'))).toEqual({ $bytes: 'aGk=' });
    expect(toJson({ toJSON: () => Buffer.from('hi') })).toEqual({ $bytes: 'aGk=' });
  });

  it.each([
    [{ $bytes: 'not base64' }],
    [{ $bytes: 'aGk=' }],
    [{ $bytes: { $bytes: ['aGk='] } }],
    [{ $$bytes: everyByte, list: [{ $bytes: 1 }, { $$$bytes: new Date(0).toISOString() }] }],
    [{ $secret: 1 }],
    [{ $other: 'aGk=' }],
    [{ bytes: 'aGk=' }],
  ])('carry %j, which looks like a mark, through JSON and back where the marks are named', (value) => {
    const marks = ['bytes', 'secret'];
    for (const each of [value, [value, everyByte], { more: value, bytes: everyByte }])
      expect(fromJson(JSON.parse(JSON.stringify(toJson(each, { marks }))), { marks })).toEqual(each);
    expect(toJson({ toJSON: () => ({ $bytes: 'aGk=' }) }, { marks })).toEqual({ $$bytes: 'aGk=' });
  });

  it('refuse a cycle', () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    expect(codeOf(() => toJson(cycle))).toBe('BAD_REQUEST');
  });

  it('keep a key named __proto__ an ordinary key', () => {
    const value: unknown = JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":1}}');
    const converted = fromJson(value) as { admin?: unknown };
    expect(converted.admin).toBeUndefined();
    expect(Object.getPrototypeOf(converted)).toBe(Object.prototype);
    expect(JSON.stringify(converted)).toBe(JSON.stringify(value));
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
  });
});
