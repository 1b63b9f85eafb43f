import { type EventSpec, fromJson, readValueNow, toJson, validateNow } from '@switchboard/contract';
import { contract } from '@switchboard/events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { knownSpec } from '../../contract/contracts.ts';
import { basePayloads, invalidVariants } from './invalid-variants.ts';

function names(schema: z.ZodType | undefined, payload: unknown): string[] {
  return invalidVariants(schema, payload).map(({ name }) => name);
}

describe('one thing wrong at a time', () => {
  const schema = z.strictObject({
    room: z.string().regex(/^[a-z]{1,8}$/),
    text: z.string().min(2).max(5),
    level: z.enum(['low', 'high']),
    count: z.int().min(1).max(9).optional(),
  });
  const payload = { room: 'general', text: 'abc', level: 'low' };

  it('each required field missing', () => {
    const variants = invalidVariants(schema, payload);
    for (const field of ['room', 'text', 'level']) {
      const missing = variants.find(({ name }) => name === `${field}: missing`);
      expect(missing?.path).toEqual([field]);
      expect(missing?.json).not.toHaveProperty(field);
    }
    expect(variants.some(({ name }) => name === 'count: missing')).toBe(false);
  });

  it('a property too many only where the event refuses unknown fields: elsewhere it is left out on arrival', () => {
    const name = 'unexpected: not in the contract';
    expect(names(schema, payload)).not.toContain(name);
    const refused = invalidVariants(schema, payload, 'refuse').find((variant) => variant.name === name);
    expect(refused?.json).toEqual({ ...payload, unexpected: true });
  });

  it('the wrong type, null, a list and an object in place of each field', () => {
    for (const what of ['null', 'a number', 'an empty array', 'an empty object']) {
      expect(names(schema, payload)).toEqual(
        expect.arrayContaining([`room: ${what}`, `text: ${what}`, `level: ${what}`]),
      );
    }
    expect(names(schema, payload)).toContain('count: a string');
  });

  it('too long, too short, too large, too small, a fraction, no choice, a bad pattern', () => {
    expect(names(schema, payload)).toEqual(
      expect.arrayContaining([
        'room: bad pattern',
        'text: too long',
        'text: too short',
        'level: not a choice',
        'count: too small',
        'count: too large',
        'count: a fraction',
      ]),
    );
    const longer = invalidVariants(schema, payload).find(({ name }) => name === 'text: too long');
    expect(longer?.json).toEqual({ ...payload, text: 'abcabc' });
  });

  it('the whole payload of another type', () => {
    for (const what of [
      'null',
      'a string',
      'a number',
      'true',
      'an empty array',
      'in an array',
      'an empty object',
    ]) {
      expect(names(schema, payload)).toContain(`(whole value): ${what}`);
    }
    expect(names(schema, payload)).toContain('(whole value): nested deep');
  });
});

describe('inside', () => {
  it('goes into objects and lists, also those that the payload leaves out', () => {
    const schema = z.strictObject({
      people: z
        .array(z.strictObject({ name: z.string().min(1) }))
        .min(1)
        .max(2),
      place: z.strictObject({ city: z.string() }).optional(),
    });
    const found = names(schema, { people: [{ name: 'Ann' }] });
    expect(found).toEqual(
      expect.arrayContaining([
        'people: too short',
        'people: too long',
        'people[0].name: empty',
        'people[0].name: missing',
        'place.city: missing',
        'place.city: a number',
      ]),
    );
  });

  it('goes into every branch of a union and through references', () => {
    type Tree = { leaf: number; next?: Tree | undefined };
    const Tree: z.ZodType<Tree> = z.strictObject({
      leaf: z.number(),
      get next() {
        return Tree.optional();
      },
    });
    expect(names(Tree, { leaf: 1, next: { leaf: 2 } })).toContain('next.leaf: a string');
    const union = z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('a'), size: z.number() }),
      z.strictObject({ kind: z.literal('b'), name: z.string() }),
    ]);
    const found = names(union, { kind: 'a', size: 1 });
    expect(found).toEqual(expect.arrayContaining(['kind: not a choice', 'kind: missing', 'size: a string']));
  });

  it('finds the bound of binary by trying', () => {
    const bytes = z
      .custom<Uint8Array>((value) => value instanceof Uint8Array && value.byteLength <= 1_024)
      .meta({ format: 'binary' });
    const variants = invalidVariants(z.strictObject({ file: bytes }), { file: new Uint8Array(3) });
    const large = variants.find(({ name }) => name === 'file: too many bytes');
    expect(large?.payload).toEqual({ file: new Uint8Array(1_025) });
    expect(variants.map(({ name }) => name)).toContain('file: a string');
  });

  it('knows no wrong value for what may be anything, except what the schema itself refuses', () => {
    expect(
      names(z.strictObject({ any: z.unknown().optional() }), { any: 1 }).filter((name) =>
        name.startsWith('any:'),
      ),
    ).toEqual([]);
    const echo = knownSpec('system:echo');
    expect(names(echo?.payload as z.ZodType, { value: 1 })).toContain('value: nested deep');
  });

  it('tries what only code behind the schema refuses', () => {
    const name = z.strictObject({ name: z.string().refine((text) => !text.includes('\u0000')) });
    expect(names(name, { name: 'Ann' })).toContain('name: a control character');
  });
});

it('sends something where the contract wants nothing', () => {
  expect(names(undefined, null)).toEqual(
    expect.arrayContaining(['(whole value): a string', '(whole value): an empty object']),
  );
  expect(names(undefined, null)).not.toContain('(whole value): null');
});

describe('always', () => {
  const withPayload = Object.entries(contract.clientEventMap).flatMap(([event, spec]) =>
    'payload' in spec ? [{ event, spec: { ...knownSpec(event), payload: spec.payload } }] : [],
  );

  it.each(withPayload)('every variant of $event breaks its own schema, over the wire too', ({ spec }) => {
    for (const { payload } of spec.examples ?? []) {
      const variants = invalidVariants(spec.payload, payload);
      expect(variants.length).toBeGreaterThan(7);
      for (const variant of variants) {
        expect(validateNow(spec.payload, variant.payload).ok, variant.name).toBe(false);
        expect(fromJson(JSON.parse(JSON.stringify(variant.json)))).toEqual(variant.payload);
      }
      expect(new Set(variants.map(({ name }) => name)).size).toBe(variants.length);
    }
  });

  /** A schema, and a value that fits it. */
  type Case = readonly [z.ZodType, unknown];
  const leaf: fc.Arbitrary<Case> = fc.oneof(
    fc.record({ min: fc.nat(3), more: fc.nat(5) }).map(
      ({ min, more }): Case => [
        z
          .string()
          .min(min)
          .max(min + more),
        'é'.repeat(min),
      ],
    ),
    fc.integer({ min: -50, max: 50 }).map(
      (min): Case => [
        z
          .int()
          .min(min)
          .max(min + 5),
        min,
      ],
    ),
    fc.integer({ min: 1, max: 9 }).map((step): Case => [z.number().multipleOf(step), step * 3]),
    fc.constantFrom<Case>(
      [z.boolean(), true],
      [z.null(), null],
      [z.unknown(), { a: 1 }],
      [z.iso.datetime(), '2026-01-01T12:00:00.000Z'],
      [z.email(), 'a@example.com'],
      [z.enum(['one', 'two']), 'two'],
      [z.literal(7), 7],
      [z.union([z.string(), z.number()]), 1],
      [z.string().nullable(), null],
      [z.string().trim().min(1), ' a '],
    ),
  );
  const { tree } = fc.letrec<{ tree: Case }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((parts): Case => {
        const shape = Object.fromEntries(parts.map(([schema], index) => [`k${index}`, schema]));
        return [
          z.strictObject(shape),
          Object.fromEntries(parts.map(([, value], index) => [`k${index}`, value])),
        ];
      }),
      tie('tree').map(([schema, value]): Case => [z.array(schema).min(1).max(3), [value]]),
      tie('tree').map(([schema]): Case => [z.object({ maybe: schema.optional() }), {}]),
      tie('tree').map(([schema, value]): Case => [z.record(z.string(), schema), { some: value }]),
    ),
  }));

  it('every variant of any schema breaks it, has a name of its own, and comes back from JSON', () => {
    fc.assert(
      fc.property(tree, fc.constantFrom('drop', 'refuse'), ([schema, value], unknownFields) => {
        expect(validateNow(schema, value).ok).toBe(true);
        const variants = invalidVariants(schema, value, unknownFields);
        for (const variant of variants) {
          expect(readValueNow(schema, variant.payload, unknownFields).ok).toBe(false);
          expect(toJson(variant.payload)).toEqual(variant.json);
          expect(variant.wrong).not.toBe('');
        }
        expect(new Set(variants.map(({ name }) => name)).size).toBe(variants.length);
      }),
      { numRuns: 300 },
    );
  });

  it('no payload and no schema makes it throw', () => {
    fc.assert(
      fc.property(tree, fc.jsonValue(), ([schema], payload) => {
        expect(Array.isArray(invalidVariants(schema, payload))).toBe(true);
      }),
    );
  });
});

describe('what the variants are made from', () => {
  const spec: EventSpec = {
    summary: '',
    payload: z.strictObject({ a: z.number() }),
    examples: [
      { name: 'good', payload: { a: 1 } },
      { name: 'bad', payload: {} },
    ],
  };

  it('offers the examples and the draft that fit', () => {
    expect(basePayloads(spec, '{ "a": 2 }')).toEqual([
      { label: 'example: good', payload: { a: 1 } },
      { label: 'the draft in the editor', payload: { a: 2 } },
    ]);
  });

  it('offers no draft that does not fit, or is not JSON', () => {
    for (const draft of ['', '{ "a": ', '{ "a": "x" }', '{ "a": { "$bytes": "%" } }']) {
      expect(basePayloads(spec, draft).map(({ label }) => label)).toEqual(['example: good']);
    }
  });

  it('is nothing at all for an event without a payload', () => {
    expect(basePayloads({ summary: '' }, '')).toEqual([{ label: 'no payload', payload: null }]);
  });
});
