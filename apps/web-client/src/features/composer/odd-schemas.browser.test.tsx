import type { Schema } from '@switchboard/contract';
import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import { z } from 'zod';
import { draftKey, writeDraft } from '../../drafts/drafts.ts';
import { HERE } from '../../links/destination.fixture.ts';
import { freshEvent, ShownComposer, withPayload } from './shown-composer.fixture.tsx';

describe('an odd schema never blanks the page', () => {
  const Tree: z.ZodType = z.lazy(() => z.strictObject({ name: z.string(), kids: z.array(Tree) }));
  const Json: z.ZodType = z.lazy(() =>
    z.union([z.string(), z.number(), z.array(Json), z.record(z.string(), Json)]),
  );
  const Deep = z.strictObject({
    a: z
      .strictObject({
        b: z.strictObject({ c: z.array(z.strictObject({ d: z.int().optional() })).optional() }).optional(),
      })
      .optional(),
  });
  const Shape = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('circle'), radius: z.number() }),
    z.strictObject({ kind: z.literal('square'), side: z.number() }),
  ]);
  const silent = { '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) } };
  const broken = {
    '~standard': {
      ...silent['~standard'],
      jsonSchema: {
        input: () => {
          throw new Error('no');
        },
      },
    },
  };
  const asynchronous = z.strictObject({ a: z.string().refine(async () => true) });
  const wild = (schema: unknown): Schema => ({
    '~standard': { ...silent['~standard'], jsonSchema: { input: () => schema } },
  });

  it.each<[string, Schema, unknown]>([
    ['recursive', Tree, { name: 'a', kids: [{ name: 'b', kids: [] }] }],
    ['recursive union', z.strictObject({ value: Json }), { value: [1, { a: 'b' }] }],
    ['union with a discriminator', z.strictObject({ shape: Shape }), { shape: { kind: 'square', side: 2 } }],
    ['union at the root', Shape, { kind: 'circle', radius: 1 }],
    [
      'tuple',
      z.strictObject({ pair: z.tuple([z.string(), z.int()]).rest(z.boolean()) }),
      { pair: ['a', 1, true] },
    ],
    ['record', z.record(z.string(), z.strictObject({ x: z.int() })), { key: { x: 1 } }],
    ['deeply optional', Deep, {}],
    ['a payload that may be left out', z.strictObject({ limit: z.int().default(5) }).nullish(), { limit: 1 }],
    ['a payload that is left out', z.strictObject({ limit: z.int() }).nullish(), null],
    ['scalar at the root', z.string(), 'text'],
    ['list at the root', z.array(z.int()), [1, 2]],
    ['never', z.strictObject({ a: z.never().optional() }), {}],
    ['no JSON Schema', silent, { any: 'thing' }],
    ['a JSON Schema that cannot be made', broken, { any: 'thing' }],
    ['asynchronous', asynchronous, { a: 'b' }],
    [
      'a reference to nowhere',
      wild({ type: 'object', properties: { a: { $ref: '#/definitions/gone' } } }),
      { a: 1 },
    ],
    ['a type that nobody knows', wild({ type: 'object', properties: { a: { type: 'colour' } } }), { a: 1 }],
    ['nonsense', wild({ type: 5, properties: { a: null }, anyOf: 'x' }), { a: 1 }],
  ])('%s', async (_name, schema, payload) => {
    const spec = withPayload(schema, { examples: [{ name: 'one', payload }] });
    const event = freshEvent();
    const screen = await render(<ShownComposer event={event} spec={spec} />);
    await expect.element(screen.getByRole('heading', { name: event })).toBeVisible();
    const panel = screen.getByRole('tabpanel');
    // Fields, or the JSON editor in their place.
    await expect
      .poll(() => panel.element().querySelectorAll('input, textarea, button, .cm-content').length)
      .toBeGreaterThan(0);
    await screen.getByRole('tab', { name: 'Docs' }).click();
    await expect.element(screen.getByRole('heading', { name: 'Payload' })).toBeVisible();
    await screen.getByRole('tab', { name: 'JSON' }).click();
    await expect.element(screen.getByRole('textbox', { name: `Payload of ${event}` })).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Generate' })).toBeVisible();
  });
});

it.each(['form', 'json'] as const)(
  'a draft that nests without end is a problem, and can be corrected: %s',
  async (first) => {
    const event = freshEvent();
    writeDraft(draftKey(HERE, event), '['.repeat(100_000) + ']'.repeat(100_000));
    const screen = await render(
      <ShownComposer event={event} spec={withPayload(z.strictObject({ text: z.string() }))} first={first} />,
    );
    const problems = screen.getByRole('region', { name: 'Problems' });
    await expect.element(problems).toHaveTextContent('JSON may nest at most 64 levels deep.');
    await screen.getByRole('tab', { name: 'JSON' }).click();
    const editor = screen.getByRole('textbox', { name: `Payload of ${event}` });
    await expect.element(editor).toBeVisible();
    await editor.fill('{ "text": "short" }');
    await expect.element(problems).not.toBeInTheDocument();
  },
);
