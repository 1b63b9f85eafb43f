import { expect, it } from 'vitest';
import { z } from 'zod';
import { payloadSchema } from '../../../contract/payload-schema.ts';
import { schemaRows } from './schema-rows.ts';

/** The rows as an indented text. */
function tree(schema: z.ZodType): string[] {
  return schemaRows(payloadSchema(schema) ?? {}).map(
    ({ depth, name, type, optional }) => `${'  '.repeat(depth)}${name}${optional ? '?' : ''}: ${type}`,
  );
}

it('shows the fields of objects below them, and of lists below the list', () => {
  const schema = z.strictObject({
    name: z.string().max(5),
    list: z.array(z.strictObject({ id: z.int().min(1) })).max(3),
    inner: z.strictObject({ on: z.boolean() }).optional(),
  });
  expect(tree(schema)).toEqual([
    'name: text, 0-5 characters',
    'list: list of object, at most 3',
    '  id: whole number, at least 1',
    'inner?: object',
    '  on: true or false',
  ]);
});

it('shows the options of a union, by their tag where there is one', () => {
  const tagged = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('circle'), radius: z.number() }),
    z.strictObject({ kind: z.literal('dot') }),
  ]);
  expect(
    tree(z.strictObject({ shape: tagged, plain: z.union([z.strictObject({ a: z.string() }), z.null()]) })),
  ).toEqual([
    'shape: object or object',
    '  kind: "circle": object',
    '    kind: "circle"',
    '    radius: number',
    '  kind: "dot": object',
    '    kind: "dot"',
    'plain: object or null',
    '  or 1: object',
    '    a: text',
    '  or 2: null',
  ]);
});

it('shows tuples by place, and records by any name', () => {
  const schema = z.strictObject({
    pair: z.tuple([z.string(), z.strictObject({ x: z.int() })]).rest(z.boolean()),
    record: z.record(z.string(), z.strictObject({ y: z.string() })),
  });
  expect(tree(schema)).toEqual([
    'pair: tuple of 2 or more',
    '  [0]: text',
    '  [1]: object',
    '    x: whole number',
    '  further items?: true or false',
    'record: object',
    '  any name?: object',
    '    y: text',
  ]);
});

it('names recursion instead of following it', () => {
  const Tree: z.ZodType = z.lazy(() => z.strictObject({ name: z.string(), kids: z.array(Tree) }));
  const Chain: z.ZodType = z.lazy(() => z.strictObject({ next: Chain.optional() }));
  expect(tree(Tree)).toEqual(['name: text', 'kids: list of same as above']);
  expect(tree(z.strictObject({ chain: Chain }))).toEqual(['chain: object', '  next?: same as above']);
});

it('marks what is deprecated or secret, and leaves binary whole', () => {
  const schema = z.strictObject({
    old: z.string().meta({ deprecated: true }),
    key: z.string().meta({ secret: true }),
    bytes: z.custom<Uint8Array>().meta({ format: 'binary' }),
  });
  expect(schemaRows(payloadSchema(schema) ?? {})).toMatchObject([
    { name: 'old', deprecated: true, secret: false },
    { name: 'key', deprecated: false, secret: true },
    { name: 'bytes', type: 'binary' },
  ]);
});
