import { type EventSpec, fromJson, type Schema, validateNow } from '@switchboard/contract';
import { clientEventMap } from '@switchboard/events';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Generated, generatePayload } from './generate-payload.ts';

const RUNS = 60;

function many(schema: Schema): unknown[] {
  return Array.from({ length: RUNS }, (_, seed) => {
    const made = generatePayload(schema, { seed });
    expect(made).toMatchObject({ ok: true });
    return (made as Extract<Generated, { ok: true }>).json;
  });
}

const events = Object.entries<EventSpec>(clientEventMap).flatMap(([event, { payload }]) =>
  payload ? [[event, payload] as const] : [],
);

describe('a generated payload', () => {
  it.each(events)('of %s fits the contract, and is another one each time', (_event, schema) => {
    const payloads = many(schema);
    for (const json of payloads) expect(validateNow(schema, fromJson(json))).toMatchObject({ ok: true });
    expect(new Set(payloads.map((json) => JSON.stringify(json))).size).toBeGreaterThan(RUNS / 4);
  });

  it('is unlike the one before, where there is a choice', () => {
    const schema = z.strictObject({ on: z.boolean() });
    for (const on of [true, false]) {
      expect(generatePayload(schema, { unlike: { on } })).toEqual({ ok: true, json: { on: !on } });
    }
    const one = z.strictObject({ only: z.literal(1) });
    expect(generatePayload(one, { unlike: { only: 1 } })).toEqual({ ok: true, json: { only: 1 } });
  });

  const Json: z.ZodType = z.lazy(() => z.union([z.string(), z.array(Json), z.record(z.string(), Json)]));
  const Tree: z.ZodType = z.lazy(() => z.strictObject({ name: z.string(), kids: z.array(Tree) }));
  const Chain: z.ZodType = z.lazy(() => z.strictObject({ value: z.int(), next: Chain.optional() }));
  const Shape = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('circle'), radius: z.number().positive() }),
    z.strictObject({ kind: z.literal('square'), side: z.number().min(1).max(2) }),
  ]);

  it.each<[string, Schema]>([
    ['email', z.email()],
    ['uuid', z.uuid()],
    ['date-time', z.iso.datetime()],
    ['date', z.iso.date()],
    ['time', z.iso.time()],
    ['duration', z.iso.duration()],
    ['url', z.url()],
    ['ipv4', z.ipv4()],
    ['ipv6', z.ipv6()],
    ['base64', z.base64()],
    ['hex', z.hex()],
    ['pattern', z.string().regex(/^[A-Z]{2}-\d{3}(x|y)?$/)],
    ['start and end', z.string().startsWith('ab')],
    ['long text', z.string().min(300).max(310)],
    ['one character', z.string().length(1)],
    ['trimmed', z.string().trim().min(3).max(5)],
    ['integer', z.int()],
    ['positive', z.int().positive()],
    ['negative', z.number().negative()],
    ['narrow', z.number().min(0.25).max(0.26)],
    ['multiple', z.number().multipleOf(0.5).min(3).max(9)],
    ['exclusive', z.number().gt(1).lt(2)],
    ['enum', z.enum(['a', 'b'])],
    ['literals', z.literal(['a', 5, null])],
    ['nullable', z.string().nullable()],
    ['union', z.union([z.string(), z.boolean(), z.int()])],
    ['discriminated union', Shape],
    ['tuple', z.tuple([z.string(), z.int(), Shape])],
    ['tuple with a rest', z.tuple([z.string()]).rest(z.int())],
    ['record', z.record(z.string(), z.int())],
    ['record of an enum', z.record(z.enum(['p', 'q']), z.int())],
    ['record by pattern', z.record(z.string().regex(/^k\d$/), Shape)],
    ['list with limits', z.array(z.int()).min(2).max(4)],
    ['intersection', z.intersection(z.object({ a: z.string() }), z.object({ b: z.int() }))],
    [
      'deeply optional',
      z.object({ a: z.object({ b: z.object({ c: z.int().optional() }).optional() }).optional() }),
    ],
    ['any JSON', z.json()],
    ['recursive union', Json],
    ['recursive tree', Tree],
    ['recursive chain', Chain],
    ['binary', z.custom<Uint8Array>((value) => value instanceof Uint8Array).meta({ format: 'binary' })],
    ['a refinement that half of all pass', z.int().refine((value) => value % 2 === 0)],
  ])('of %s fits', (_name, schema) => {
    const whole = z.strictObject({ value: schema as z.ZodType });
    for (const json of many(whole)) expect(validateNow(whole, fromJson(json))).toMatchObject({ ok: true });
  });

  it('ends in a bounded depth, also where a schema could go on for ever', () => {
    for (const json of many(z.strictObject({ tree: Tree }))) {
      const depth = JSON.stringify(json).match(/"kids"/g)?.length ?? 0;
      expect(depth).toBeLessThan(200);
    }
  });
});

describe('what cannot be generated is named by its path', () => {
  const Endless: z.ZodType = z.lazy(() => z.strictObject({ again: Endless }));
  it.each<[string, Schema, (string | number)[], RegExp]>([
    [
      'a refinement that nothing passes',
      z.strictObject({ a: z.string().refine(() => false, 'no') }),
      ['a'],
      /no/,
    ],
    ['nothing at all', z.strictObject({ a: z.strictObject({ b: z.never() }) }), ['a', 'b'], /./],
    ['a date, which JSON cannot carry', z.strictObject({ when: z.date() }), ['when'], /date/i],
  ])('%s', (_name, schema, path, message) => {
    expect(generatePayload(schema)).toEqual({
      ok: false,
      issues: [expect.objectContaining({ path, message: expect.stringMatching(message) })],
    });
  });

  it('a schema that requires itself without end, where it was given up', () => {
    const made = generatePayload(Endless) as Extract<Generated, { ok: false }>;
    expect(made).toMatchObject({
      ok: false,
      issues: [{ message: expect.stringMatching(/expected object/) }],
    });
    expect(made.issues[0]?.path.length).toBeGreaterThan(3);
    expect(new Set(made.issues[0]?.path)).toEqual(new Set(['again']));
  });

  it('a schema that does not describe itself', () => {
    const silent: Schema = {
      '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) },
    };
    expect(generatePayload(silent)).toMatchObject({ ok: false, issues: [{ path: [] }] });
  });
});
