import { z } from 'zod';
import type { Path, Schema } from './schema.ts';

export const A = z.strictObject({ a: z.int() });
export const AB = z.strictObject({ a: z.int(), b: z.int() });
const Tree = z.strictObject({
  name: z.string(),
  get children() {
    return z.array(Tree);
  },
});
export const Dot = z.strictObject({ type: z.literal('dot'), x: z.int() });
export const Line = z.strictObject({ type: z.literal('line'), from: Dot, to: Dot });
export const Count = z.codec(z.string(), z.int(), { decode: Number, encode: String });

export interface Case {
  readonly kind: string;
  readonly schema: Schema;
  readonly value: unknown;
  /** The value without the fields that the schema does not name. */
  readonly known: unknown;
  /** What the schema makes of it, where that is something else. */
  readonly output?: unknown;
  readonly dropped: readonly string[];
}

export const CASES: Case[] = [
  { kind: 'an object', schema: A, value: { a: 1, x: 2, y: { z: 3 } }, known: { a: 1 }, dropped: ['x', 'y'] },
  {
    kind: 'an object in an object, and what lies beside it',
    schema: z.strictObject({ in: A, more: z.unknown() }),
    value: { in: { a: 1, x: 2 }, more: { x: 3 }, x: 4 },
    known: { in: { a: 1 }, more: { x: 3 } },
    dropped: ['in.x', 'x'],
  },
  {
    kind: 'an array',
    schema: z.array(A),
    value: [{ a: 1 }, { a: 2, x: 3 }],
    known: [{ a: 1 }, { a: 2 }],
    dropped: ['1.x'],
  },
  {
    kind: 'a tuple and its rest',
    schema: z.tuple([z.int(), A], A),
    value: [1, { a: 1, x: 1 }, { a: 2, x: 2 }],
    known: [1, { a: 1 }, { a: 2 }],
    dropped: ['1.x', '2.x'],
  },
  { kind: 'a lazy schema', schema: z.lazy(() => A), value: { a: 1, x: 2 }, known: { a: 1 }, dropped: ['x'] },
  {
    kind: 'a recursive schema',
    schema: Tree,
    value: { name: 'a', children: [{ name: 'b', children: [{ name: 'c', children: [], x: 1 }], x: 2 }] },
    known: { name: 'a', children: [{ name: 'b', children: [{ name: 'c', children: [] }] }] },
    dropped: ['children.0.children.0.x', 'children.0.x'],
  },
  {
    kind: 'a record',
    schema: z.record(z.string(), A),
    value: { one: { a: 1, x: 2 }, two: { a: 2 } },
    known: { one: { a: 1 }, two: { a: 2 } },
    dropped: ['one.x'],
  },
  {
    kind: 'a record with named keys',
    schema: z.record(z.enum(['a', 'b']), z.int()),
    value: { a: 1, b: 2, c: 3 },
    known: { a: 1, b: 2 },
    dropped: ['c'],
  },
  {
    kind: 'a union',
    schema: z.union([z.string(), A]),
    value: { a: 1, x: 2 },
    known: { a: 1 },
    dropped: ['x'],
  },
  {
    kind: 'a union whose last branch loses the fewest fields',
    schema: z.union([A, AB]),
    value: { a: 1, b: 2, x: 3 },
    known: { a: 1, b: 2 },
    dropped: ['x'],
  },
  {
    kind: 'a union whose first branch loses the fewest fields',
    schema: z.union([AB, A]),
    value: { a: 1, b: 2, x: 3 },
    known: { a: 1, b: 2 },
    dropped: ['x'],
  },
  {
    kind: 'a union in a union in an array',
    schema: z.array(z.union([z.null(), z.strictObject({ in: z.union([A, AB]) })])),
    value: [null, { in: { a: 1, b: 2, x: 3 }, y: 4 }],
    known: [null, { in: { a: 1, b: 2 } }],
    dropped: ['1.in.x', '1.y'],
  },
  {
    kind: 'a discriminated union',
    schema: z.discriminatedUnion('type', [Dot, Line]),
    value: { type: 'line', from: { type: 'dot', x: 1, y: 2 }, to: { type: 'dot', x: 3 }, y: 4 },
    known: { type: 'line', from: { type: 'dot', x: 1 }, to: { type: 'dot', x: 3 } },
    dropped: ['from.y', 'y'],
  },
  {
    kind: 'a flat intersection',
    schema: z.intersection(A, z.strictObject({ b: z.int() })),
    value: { a: 1, b: 2, x: 3 },
    known: { a: 1, b: 2 },
    dropped: ['x'],
  },
  {
    kind: 'optional, nullable, read-only and branded objects',
    schema: z.strictObject({ o: A.optional(), n: A.nullable(), r: A.readonly(), b: A.brand('b') }),
    value: { o: { a: 1, x: 1 }, n: { a: 1, x: 1 }, r: { a: 1, x: 1 }, b: { a: 1, x: 1 } },
    known: { o: { a: 1 }, n: { a: 1 }, r: { a: 1 }, b: { a: 1 } },
    dropped: ['o.x', 'n.x', 'r.x', 'b.x'],
  },
  {
    kind: 'a transform',
    schema: z
      .strictObject({ text: z.string().transform(Number) })
      .transform(({ text }) => ({ number: text })),
    value: { text: '1', x: 2 },
    known: { text: '1' },
    output: { number: 1 },
    dropped: ['x'],
  },
  {
    kind: 'a codec',
    schema: z.strictObject({ count: Count }),
    value: { count: '1', x: 2 },
    known: { count: '1' },
    output: { count: 1 },
    dropped: ['x'],
  },
  {
    kind: 'a default',
    schema: z.strictObject({ limit: z.int().default(5) }),
    value: { x: 2 },
    known: {},
    output: { limit: 5 },
    dropped: ['x'],
  },
  {
    kind: 'a refined object',
    schema: AB.refine(({ a, b }) => a < b, 'a must be smaller'),
    value: { a: 1, b: 2, x: 3 },
    known: { a: 1, b: 2 },
    dropped: ['x'],
  },
  {
    kind: 'one schema piped into another',
    schema: A.pipe(z.strictObject({ a: z.int() })),
    value: { a: 1, x: 2 },
    known: { a: 1 },
    dropped: ['x'],
  },
  {
    kind: 'a field named __proto__',
    schema: z.strictObject({ in: A }),
    value: JSON.parse('{"in":{"a":1,"__proto__":{"admin":true}},"__proto__":{"a":1},"constructor":1}'),
    known: { in: { a: 1 } },
    dropped: ['in.__proto__', '__proto__', 'constructor'],
  },
  {
    kind: 'an open object',
    schema: z.object({ in: z.object({ a: z.int() }), list: z.array(z.object({ b: z.int() })) }),
    value: { in: { a: 1, x: 2 }, list: [{ b: 1, x: 2 }], x: [] },
    known: { in: { a: 1 }, list: [{ b: 1 }] },
    dropped: ['x', 'in.x', 'list.0.x'],
  },
  {
    kind: 'an open object in a closed one, and the reverse',
    schema: z.strictObject({ open: z.object({ in: A }) }),
    value: { open: { in: { a: 1, x: 1 }, y: 2 }, z: 3 },
    known: { open: { in: { a: 1 } } },
    dropped: ['open.in.x', 'z', 'open.y'],
  },
];

/** The paths as texts, such as `list.0.x`. */
export const toTexts = (dropped: readonly Path[] | undefined): string[] =>
  (dropped ?? []).map((path) => path.join('.'));
