import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineContract } from './contract.ts';
import type { Schema } from './schema.ts';
import { writeValueNow } from './tolerance.ts';

const S = z.strictObject({ a: z.number() });
const O = z.object({ a: z.number() });

class Tagged {
  a = 1;
  password = 'secret';
  get [Symbol.toStringTag]() {
    return 'Tagged';
  }
}

class WithGetter {
  #a = 1;
  password = 'secret';
  get a() {
    return this.#a;
  }
}

describe('fields without a name never leave', () => {
  it.each<[string, Schema, unknown, unknown]>([
    [
      'an error with fields of its own',
      z.object({ message: z.string() }),
      Object.assign(new Error('m'), { config: 'secret' }),
      { message: 'm' },
    ],
    ['an instance with a tag', O, new Tagged(), { a: 1 }],
    ['an instance with a tag, in an array', z.array(O), [new Tagged()], [{ a: 1 }]],
    [
      'an instance with a tag, in a closed object',
      z.strictObject({ in: O }),
      { in: new Tagged() },
      { in: { a: 1 } },
    ],
    ['an instance whose getter the schema names', O, new WithGetter(), { a: 1 }],
    [
      'an instance whose getter the schema names, in a record',
      z.record(z.string(), O),
      { k: new WithGetter() },
      { k: { a: 1 } },
    ],
    [
      'a record whose keys change',
      z.record(z.string().toLowerCase(), O),
      { A: { a: 1, x: 'secret' } },
      { a: { a: 1 } },
    ],
    [
      'an array with a hole',
      z.array(O.optional()),
      // biome-ignore lint/suspicious/noSparseArray: the hole is what is tested
      [{ a: 1, x: 'secret' }, , { a: 2, x: 'secret' }],
      [{ a: 1 }, null, { a: 2 }],
    ],
    [
      'an array that the schema shortens',
      z.array(O).overwrite((all) => all.slice(1)),
      [
        { a: 1, x: 'secret' },
        { a: 2, x: 'secret' },
      ],
      [{ a: 2 }],
    ],
    [
      'a value that .catch replaces',
      z.strictObject({ v: S.catch({ a: 0 }) }),
      { v: { a: 1, x: 'secret' } },
      { v: { a: 1 } },
    ],
    [
      'an object that .catch replaces by a number',
      z.strictObject({ v: z.int().catch(0) }),
      { v: { x: 'secret' } },
      { v: 0 },
    ],
    [
      'an own __proto__ of a record',
      z.record(z.string(), S),
      JSON.parse('{"k":{"a":1},"__proto__":{"a":"x","p":"secret"}}'),
      { k: { a: 1 } },
    ],
    [
      'an own __proto__ of an open record',
      z.record(z.string(), O),
      JSON.parse('{"k":{"a":1},"__proto__":{"p":"secret"}}'),
      { k: { a: 1 } },
    ],
    [
      'an own __proto__, nested',
      z.array(z.record(z.string(), S)),
      [JSON.parse('{"__proto__":{"p":"secret"}}')],
      [{}],
    ],
  ])('%s', (_kind, schema, value, sent) => {
    const written = writeValueNow(schema, value);
    expect(written.ok && JSON.parse(JSON.stringify(written.value))).toEqual(sent);
  });
});

describe('defineContract', () => {
  it.each<[string, Schema, RegExp]>([
    ['a .catch', z.strictObject({ v: S.catch({ a: 0 }) }), /"a:b" sends a \.catch/],
    [
      'two schemas of one id',
      z.object({ v: O.meta({ id: 'sent-fields' }), w: z.object({ b: z.int() }).meta({ id: 'sent-fields' }) }),
      /own id/,
    ],
  ])('refuses %s in what the server sends, and names the reason', (_kind, payload, reason) => {
    const define = () =>
      defineContract({
        name: 'test',
        version: '1.0.0',
        clientEventMap: {},
        serverEventMap: { 'a:b': { summary: 'A test', payload } },
      });
    expect(define).toThrow(TypeError);
    expect(define).toThrow(reason);
  });
});
