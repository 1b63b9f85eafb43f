import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { assertBinary, isBytes, toBytes, unifyBytes } from './bytes.ts';
import { fromJson, toJson } from './json-bytes.ts';
import { readValue, writeValue } from './tolerance.ts';

const buffer = Uint8Array.of(9, 1, 2, 3, 9).buffer;

/** 1, 2, 3 in every form that bytes come in. */
const FORMS: [string, ArrayBuffer | ArrayBufferView][] = [
  ['a Uint8Array', Uint8Array.of(1, 2, 3)],
  ['a part of a larger buffer', new Uint8Array(buffer, 1, 3)],
  ['a Buffer', Buffer.of(1, 2, 3)],
  ['an ArrayBuffer', Uint8Array.of(1, 2, 3).buffer],
  ['a DataView', new DataView(buffer, 1, 3)],
  ['an Int8Array', Int8Array.of(1, 2, 3)],
  ['a Uint8Array of another realm', runInNewContext('Uint8Array.of(1, 2, 3)')],
  ['an ArrayBuffer of another realm', runInNewContext('Uint8Array.of(1, 2, 3).buffer')],
  ['a DataView of another realm', runInNewContext('new DataView(Uint8Array.of(1, 2, 3).buffer)')],
];

describe.each(FORMS)('%s', (_form, bytes) => {
  it('is bytes, over the same memory', () => {
    expect(isBytes(bytes)).toBe(true);
    const unified = toBytes(bytes);
    expect(unified).toBeInstanceOf(Uint8Array);
    expect([...unified]).toEqual([1, 2, 3]);
    expect(unified.buffer).toBe(ArrayBuffer.isView(bytes) ? bytes.buffer : bytes);
  });

  it('is a Uint8Array to a schema that wants one, on both ends', () => {
    const schema = z.strictObject({ files: z.array(z.instanceof(Uint8Array)) });
    const value = { files: [bytes] };
    for (const check of [readValue, writeValue]) {
      const checked = check(schema, value, 'refuse') as { value: { files: unknown[] } };
      expect(checked).toMatchObject({ ok: true });
      expect(checked.value.files[0]).toBeInstanceOf(Uint8Array);
      expect([...(checked.value.files[0] as Uint8Array)]).toEqual([1, 2, 3]);
    }
    expect(value.files[0]).toBe(bytes);
  });

  it('goes through JSON', () => {
    expect(fromJson(toJson({ bytes }))).toEqual({ bytes: Uint8Array.of(1, 2, 3) });
  });
});

it.each([
  [[1, 2, 3]],
  ['AQID'],
  [{ byteLength: 3 }],
  [{ 0: 1, length: 1 }],
  [null],
  [new Date()],
  [new Blob(['a'])],
])('%s is no bytes', (value) => {
  expect(isBytes(value)).toBe(false);
});

describe('unifyBytes', () => {
  it('gives the same value back where nothing changes, and leaves the original alone', () => {
    const same = { a: [Uint8Array.of(1)], b: new Map([['c', buffer]]), d: new Date(0) };
    expect(unifyBytes(same)).toBe(same);
    const value = Object.freeze({ a: Object.freeze([buffer, { b: 1 }]), c: 2 });
    const unified = unifyBytes(value) as typeof value;
    expect(unified).toEqual({ a: [new Uint8Array(buffer), { b: 1 }], c: 2 });
    expect(unified.a[1]).toBe(value.a[1]);
    expect(value.a[0]).toBe(buffer);
  });

  it('keeps a field named __proto__ a field', () => {
    const value: unknown = JSON.parse('{"__proto__":{"a":1},"b":[]}');
    (value as { b: unknown[] }).b.push(buffer);
    const unified = unifyBytes(value);
    expect(Object.getPrototypeOf(unified)).toBe(Object.prototype);
    expect(Object.keys(unified as object)).toEqual(['__proto__', 'b']);
  });

  it('looks at each object once, however often it is held, and ends in a cycle', () => {
    const cycle: Record<string, unknown> = { bytes: buffer };
    for (const name of ['a', 'b', 'c', 'd']) cycle[name] = cycle;
    expect((unifyBytes(cycle) as { bytes: unknown }).bytes).toBeInstanceOf(Uint8Array);
    let doubled: unknown = { bytes: buffer };
    for (let level = 0; level < 60; level++) doubled = { left: doubled, right: doubled };
    const unified = unifyBytes(doubled) as { left: unknown; right: unknown };
    expect(unified.left).toBe(unified.right);
  });

  it('does not overflow the stack', () => {
    let deep: unknown = buffer;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    expect(unifyBytes(deep)).toBe(deep);
  });
});

const files = (count: number): Uint8Array[] => Array.from({ length: count }, () => Uint8Array.of(1));

describe('assertBinary', () => {
  const cycle: Record<string, unknown> = { bytes: buffer };
  cycle.self = cycle;
  it.each([
    ['none', { a: [1, null, new Date(0)] }],
    ['10 in all, at any depth', { a: files(9), b: { c: [buffer] } }],
    ['a cycle', cycle],
  ])('takes %s', (_what, value) => {
    expect(() => assertBinary(value)).not.toThrow();
  });

  const one = Uint8Array.of(1);
  class Row {
    list = files(11);
  }
  it.each([
    ['11 in a list', files(11)],
    ['11 at several depths', { a: files(10), b: { c: [buffer] } }],
    ['one that is held 11 times', Array(11).fill(one)],
    ['a list of 6 that is held twice', ((list) => [list, list])(files(6))],
    ['11 in an instance of a class', new Row()],
  ])('refuses %s', (_what, value) => {
    expect(() => assertBinary(value)).toThrow(new TypeError('One packet carries at most 10 binary parts.'));
  });

  it.each([
    ['a Blob', new Blob(['a'])],
    ['a File', new File(['a'], 'a.txt')],
  ])('refuses %s and says what to send', (_what, value) => {
    expect(() => assertBinary({ a: [value] })).toThrow(/^A Blob or a File cannot be sent: .*arrayBuffer\(\)/);
  });

  it('looks at each object once', () => {
    let doubled: unknown = {};
    for (let level = 0; level < 60; level++) doubled = { left: doubled, right: doubled };
    expect(() => assertBinary(doubled)).not.toThrow();
  });
});
