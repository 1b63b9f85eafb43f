import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { declaredPart } from './declared-part.ts';
import { REDACTED } from './redact.ts';
import type { Schema } from './schema.ts';

const Login = z.strictObject({ name: z.string(), password: z.string() });
const open = z.object({ name: z.string() });
const fit = { name: 'Alice', password: 'hunter2' };
const more = { ...fit, pasword: 'hunter2' };

describe('declaredPart', () => {
  it('leaves out the fields that the schema does not name, at every depth, and the value alone', () => {
    const value = { a: [{ ...more }], b: more };
    const schema = z.object({ a: z.array(Login), b: open });
    expect(declaredPart(schema, value)).toEqual({ a: [fit], b: { name: 'Alice' } });
    expect(value).toEqual({ a: [more], b: more });
  });

  it.each<[string, Schema, unknown, unknown]>([
    ['does not fit', Login, { name: 7, pasword: 'x' }, { name: 7 }],
    ['has an object where a text belongs', Login, { name: { pasword: 'x' } }, { name: {} }],
    ['has a list where a text belongs', Login, { name: ['x'] }, { name: [] }],
    ['is a text where an object belongs', Login, 'hunter2', '<of another type>'],
    ['is a number where a list belongs', z.array(z.int()), 7, '<of another type>'],
    ['is a list where an object belongs', Login, [fit], []],
    ['is an object where a list belongs', z.array(Login), { 0: fit }, {}],
    ['is nothing', Login, undefined, undefined],
    ['is null', Login, null, null],
    ['is a tuple', z.tuple([z.int(), Login]), [1, more, more], [1, fit]],
    ['is a record', z.record(z.string(), Login), { a: more }, { a: fit }],
    ['is open on purpose', z.looseObject({ name: z.string() }), more, more],
    [
      'is of one branch of a union',
      z.union([z.object({ id: z.int() }), Login]),
      { ...more, id: 1 },
      { ...fit, id: 1 },
    ],
    [
      'is of an intersection',
      z.intersection(open, z.object({ id: z.int() })),
      { ...more, id: 1 },
      { name: 'Alice', id: 1 },
    ],
    ['may be anything', z.object({ value: z.unknown() }), { value: more, x: 1 }, { value: more }],
    ['may be any JSON', z.object({ value: z.json() }), { value: [more], x: 1 }, { value: [more] }],
    ['is made of something else before', z.preprocess((value) => value, Login), more, fit],
    ['is transformed', Login.transform(({ name }) => ({ name, length: 1 })), more, fit],
    ['is by reference', z.object({ a: Login.meta({ id: 'DeclaredLogin' }) }), { a: more }, { a: fit }],
    ['is optional', z.object({ a: Login.optional() }), { a: more }, { a: fit }],
    ['is nullable', z.object({ a: Login.nullable() }), { a: more }, { a: fit }],
    ['has a default', z.object({ a: z.int().default(1) }), { a: 2, b: 3 }, { a: 2 }],
    ['is a literal', z.object({ t: z.literal('a') }), { t: 'b', u: 'c' }, { t: 'b' }],
    ['is never there', z.object({ t: z.never() }), { t: 'b' }, {}],
  ])('takes what %s', (_what, schema, value, expected) => {
    expect(declaredPart(schema, value)).toEqual(expected);
  });

  it('keeps bytes', () => {
    const bytes = new Uint8Array(3);
    expect(declaredPart(z.object({ key: z.instanceof(Uint8Array) }), { key: bytes })).toEqual({ key: bytes });
  });

  it('keeps nothing of a payload where there is no schema', () => {
    expect(declaredPart(undefined, fit)).toBeUndefined();
  });

  it('hides what nests too deep to follow', () => {
    const Tree = z.object({
      get children() {
        return z.array(Tree);
      },
    });
    let deep: unknown = { secret: 'k' };
    for (let level = 0; level < 20_000; level++) deep = { children: [deep], secret: 'k' };
    const text = JSON.stringify(declaredPart(Tree, deep));
    expect(text).not.toContain('"k"');
    expect(text).toContain(REDACTED);
  });

  it('keeps a key named __proto__ out, unless it is declared', () => {
    const value: unknown = JSON.parse('{"name":"x","__proto__":{"name":"y"}}');
    expect(JSON.stringify(declaredPart(open, value))).toBe('{"name":"x"}');
  });

  it('hides all of a value whose schema cannot be described', () => {
    const custom = { '~standard': { version: 1, vendor: 'test', validate: () => ({ value: 1 }) } };
    expect(declaredPart(custom, fit)).toBe(REDACTED);
    const failNow = (): never => {
      throw new Error('no JSON Schema for this');
    };
    const failing = {
      '~standard': { ...custom['~standard'], jsonSchema: { input: failNow, output: failNow } },
    };
    expect(declaredPart(failing, 'x')).toBe(REDACTED);
  });
});
