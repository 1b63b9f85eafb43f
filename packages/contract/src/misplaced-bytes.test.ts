import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Schema } from './schema.ts';
import { readValueNow, writeValueNow } from './tolerance.ts';

const bytes = new Uint8Array(20_000);
const A = z.strictObject({ a: z.int() });
const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** A closed object that counts the keys that it is made to name. */
function counted(): { readonly Closed: z.ZodType; readonly named: () => number } {
  let named = 0;
  const error: z.core.$ZodErrorMap = (issue) => {
    if (issue.code === 'unrecognized_keys') named += issue.keys.length;
    return undefined;
  };
  return { Closed: z.strictObject({ a: z.int().optional() }, { error }), named: () => named };
}

/** An object that holds the schema in a field, or any bytes there. */
const oneOf = (schema: z.ZodType) =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('object'), b: schema }),
    z.strictObject({ kind: z.literal('bytes'), b: Bytes }),
    z.strictObject({ kind: z.literal('nothing') }),
  ]);

describe('bytes where the schema wants an object', () => {
  it.each<[string, (Closed: z.ZodType) => Schema, unknown, (string | number)[]]>([
    ['the whole value', (Closed) => Closed, bytes, []],
    ['an ArrayBuffer', (Closed) => Closed, bytes.buffer, []],
    ['a view of other elements', (Closed) => Closed, new Uint16Array(20_000), []],
    ['a field', (Closed) => z.strictObject({ b: Closed }), { b: bytes }, ['b']],
    ['a field of an open object', (Closed) => z.object({ b: Closed.optional() }), { b: bytes }, ['b']],
    ['a field of a loose object', (Closed) => z.looseObject({ b: Closed }), { b: bytes }, ['b']],
    ['any other field', (Closed) => z.object({}).catchall(Closed), { b: bytes }, ['b']],
    ['a field of a record', (Closed) => z.record(z.string(), Closed), { b: bytes }, ['b']],
    ['an item', (Closed) => z.array(Closed), [{}, bytes], [1]],
    ['an item of a tuple', (Closed) => z.tuple([z.int(), Closed]), [1, bytes], [1]],
    ['one of the rest of a tuple', (Closed) => z.tuple([z.int()], Closed), [1, {}, bytes], [2]],
    ['a value or none', (Closed) => Closed.nullish(), bytes, []],
    ['a value with a default', (Closed) => Closed.default({}), bytes, []],
    ['a value that is transformed', (Closed) => Closed.transform(() => 1), bytes, []],
    ['one of several', (Closed) => z.union([Closed, z.strictObject({ c: Closed }), z.string()]), bytes, []],
    ['a field of one of several', (Closed) => oneOf(Closed), { kind: 'object', b: bytes }, ['b']],
    ['both of an intersection', (Closed) => z.intersection(Closed, z.object({})), bytes, []],
    ['a schema by its id', (Closed) => z.array(Closed.meta({ id: 'misplaced' })), [bytes], [0]],
  ])('are refused before each of their indexes is named: %s', (_kind, toSchema, value, path) => {
    const { Closed, named } = counted();
    const refused = { ok: false, issues: [{ path, message: 'must be an object, not binary' }] };
    expect(readValueNow(toSchema(Closed), value)).toEqual(refused);
    expect(writeValueNow(toSchema(Closed), value)).toEqual(refused);
    expect(named()).toBe(0);
  });

  it('are found at every level of a schema that holds itself', () => {
    const { Closed, named } = counted();
    const Tree = z.strictObject({
      leaf: Closed.optional(),
      get more() {
        return z.array(Tree).optional();
      },
    });
    const read = readValueNow(Tree, { more: [{}, { more: [{ leaf: bytes }] }] });
    expect(read).toMatchObject({ ok: false, issues: [{ path: ['more', 1, 'more', 0, 'leaf'] }] });
    expect(named()).toBe(0);
  });
});

describe('bytes that a schema takes', () => {
  it.each<[string, Schema, unknown]>([
    ['as bytes', z.strictObject({ b: Bytes }), { b: bytes }],
    ['as bytes or an object', z.union([A, Bytes]), bytes],
    [
      'in one branch of several',
      z.union([z.strictObject({ b: A }), z.strictObject({ b: Bytes })]),
      { b: bytes },
    ],
    ['in the branch that its fields name', oneOf(A), { kind: 'bytes', b: bytes }],
    ['in the branch that leaves them out', oneOf(A), { kind: 'nothing', b: bytes }],
    ['as what is made an object', z.preprocess(() => ({ a: 1 }), A), bytes],
    ['as what a fallback replaces', A.catch({ a: 1 }), bytes],
    ['as what becomes text', z.union([A, z.coerce.string()]), bytes],
    ['as anything', z.unknown(), bytes],
    ['in a field that nobody named', A, { a: 1, b: bytes }],
    ...[
      ['may be left out', z.literal('bytes').optional()],
      ['has a default', z.literal('bytes').default('bytes')],
      ['has a fallback', z.literal('bytes').catch('bytes')],
      ['is made of another value', z.preprocess(() => 'bytes', z.literal('bytes'))],
    ].map(([what, kind]): [string, Schema, unknown] => [
      `in a branch whose only value ${what as string}`,
      z.union([z.strictObject({ kind: kind as z.ZodType, b: Bytes }), z.strictObject({ b: A })]),
      { b: bytes },
    ]),
    ['described as an object', Bytes.meta({ type: 'object' }), bytes],
  ])('pass: %s', (_kind, schema, value) => {
    expect(readValueNow(schema, value)).toMatchObject({ ok: true });
  });
});

describe('a schema of branches that hold it again', () => {
  /** How often what lies so deep in it, with bytes at its end, is looked at. */
  function looksAt(Tree: z.ZodType, kind: string, depth: number): number {
    let looks = 0;
    const getPrototypeOf = (target: object): object | null => {
      looks += 1;
      return Reflect.getPrototypeOf(target);
    };
    let value: unknown = new Proxy({ kind, more: bytes.subarray(0, 1) }, { getPrototypeOf });
    for (let level = 0; level < depth; level++) value = { kind, more: value };
    expect(readValueNow(Tree, value)).toMatchObject({ ok: false });
    return looks;
  }
  const treeOf = (kinds: readonly z.ZodType[]): z.ZodType => {
    const more = z.lazy(() => Tree).optional();
    const branches = kinds.map((kind) => z.strictObject({ kind, more }));
    const Tree: z.ZodType = z.discriminatedUnion('kind', branches as never);
    return Tree;
  };

  it.each<[string, readonly z.ZodType[]]>([
    ['has one value', [z.literal('a'), z.literal('b')]],
    ['has several values', [z.literal(['a', 'c']), z.enum(['b', 'd'])]],
    ['may be left out', [z.literal('a').optional(), z.literal('b').default('b')]],
  ])('is entered by one branch a level where the field that names its branch %s', (_what, kinds) => {
    expect(looksAt(treeOf(kinds), 'b', 16)).toBe(kinds.length);
  });

  it('is left to the schema after so many looks where it can be in several', () => {
    expect(looksAt(treeOf([z.literal('a').nullable(), z.literal('b')]), 'b', 22)).toBeLessThan(1_000_000);
  });
});

it('follows a value that holds itself no further than the schema does', () => {
  const Node = z.object({
    get next() {
      return Node.optional();
    },
  });
  const value: { next?: unknown } = {};
  value.next = value;
  expect(() => readValueNow(Node, value)).toThrow(RangeError);
});

it('is not looked for where no object is wanted', () => {
  let looks = 0;
  const ownKeys = (target: object): (string | symbol)[] => {
    looks += 1;
    return Reflect.ownKeys(target);
  };
  const schema = z.strictObject({ lists: z.record(z.string(), z.json()), any: z.unknown() });
  const value = { lists: new Proxy({ a: [1] }, { ownKeys }), any: new Proxy({}, { ownKeys }) };
  schema.parse(value);
  const ofSchema = looks;
  expect(readValueNow(schema, value)).toMatchObject({ ok: true });
  expect(looks).toBe(2 * ofSchema);
});
