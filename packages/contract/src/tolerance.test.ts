import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Schema } from './schema.ts';
import { readValue, readValueNow, writeValue, writeValueNow } from './tolerance.ts';
import { A, AB, CASES, Count, Dot, Line, toTexts } from './unknown-fields.fixture.ts';

/** A value as it arrives, so that neither prototypes nor shared parts help. */
const wire = <T>(value: T): T => JSON.parse(JSON.stringify(value));

/** A value that throws where somebody changes it. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

describe.each(CASES)('unknown fields of $kind', ({ schema, value, known, output = known, dropped }) => {
  it('are left out and named where the value arrives', () => {
    const arrived = frozen(wire(value));
    const before = JSON.stringify(arrived);
    const read = readValueNow(schema, arrived);
    expect(read).toMatchObject({ ok: true, value: output });
    expect(read.ok && JSON.stringify(read.value)).toBe(JSON.stringify(output));
    expect(toTexts(read.dropped).sort()).toEqual([...dropped].sort());
    expect(JSON.stringify(arrived)).toBe(before);
  });

  it('never leave', () => {
    const leaving = frozen(value);
    const written = writeValueNow(schema, leaving);
    expect(written.ok && JSON.stringify(written.value)).toBe(JSON.stringify(known));
    expect(toTexts(written.dropped).sort()).toEqual([...dropped].sort());
  });
});

describe('a value without unknown fields', () => {
  it.each(CASES)('passes as it is: $kind', ({ schema, known, output = known }) => {
    expect(readValueNow(schema, known)).toEqual({ ok: true, value: output });
    expect(writeValueNow(schema, known)).toEqual({ ok: true, value: known });
  });

  it('leaves as the value that was passed, not as the output of the schema', () => {
    const schema = z.strictObject({ count: Count, text: z.string().trim() });
    const value = { count: '1', text: ' a ' };
    expect(writeValueNow(schema, value)).toEqual({ ok: true, value });
    expect(writeValueNow(z.object(schema.shape), value)).toEqual({ ok: true, value });
    // Input and output are both text, so that JSON Schema does not tell them apart.
    const Hidden = z.codec(z.string(), z.string(), {
      decode: (text) => text.slice(1),
      encode: (text) => `-${text}`,
    });
    const written = writeValueNow(z.object({ text: Hidden }), { text: '-a', x: 1 });
    expect(written).toEqual({ ok: true, value: { text: '-a' }, dropped: [['x']] });
  });
});

describe('a value that does not fit', () => {
  it.each<[string, Schema, unknown, (string | number)[]]>([
    ['a known field of the wrong type', AB, { a: 1, b: 'x', x: 3 }, ['b']],
    ['a known field that is missing', AB, { a: 1, x: 3 }, ['b']],
    ['a refinement', AB.refine(() => false), { a: 1, b: 2, x: 3 }, []],
    ['every branch of a union', z.union([AB, Dot]), { x: 1 }, []],
    [
      'a discriminator that is not known',
      z.discriminatedUnion('type', [Dot, Line]),
      { type: 'arc', x: 1 },
      ['type'],
    ],
  ])('is refused, with the issues that remain: %s', (_what, schema, value, path) => {
    for (const checked of [readValueNow(schema, value), writeValueNow(schema, value)]) {
      expect(checked).toMatchObject({ ok: false, issues: [{ path }] });
      expect(checked).not.toHaveProperty('dropped');
    }
  });

  it.each<[string, Schema, unknown]>([
    ['fields behind preprocess', z.preprocess((value) => JSON.parse(String(value)), A), '{"a":1,"x":2}'],
    ['fields after a transform', A.transform(({ a }) => ({ a, b: a }) as { a: number }).pipe(A), { a: 1 }],
    ['fields inside a Map', z.map(z.string(), A), new Map([['k', { a: 1, x: 2 }]])],
    [
      'fields inside a Map beside others',
      z.strictObject({ map: z.map(z.string(), A) }),
      { map: new Map([['k', { a: 1, x: 2 }]]), y: 1 },
    ],
    [
      'nested intersections of closed objects, which fail in zod too',
      z.intersection(
        z.strictObject({ in: A }),
        z.strictObject({ in: z.strictObject({ b: z.int() }) }),
      ) as Schema,
      { in: { a: 1, b: 2 } },
    ],
  ])('is refused where the limits are: %s', (_what, schema, value) => {
    for (const checked of [readValueNow(schema, value), writeValueNow(schema, value)]) {
      expect(checked.ok).toBe(false);
      expect(JSON.stringify(checked)).not.toContain('expected map');
    }
  });

  it('is hidden by .catch, with its unknown fields', () => {
    expect(readValueNow(A.catch({ a: 0 }), { a: 1, x: 2 })).toEqual({ ok: true, value: { a: 0 } });
  });
});

describe("unknownFields: 'refuse'", () => {
  it.each(CASES.filter(({ kind }) => !kind.includes('open')))(
    'refuses what would be left out, and takes what fits: $kind',
    ({ schema, value, known }) => {
      for (const check of [readValueNow, writeValueNow]) {
        expect(check(schema, value, 'refuse').ok).toBe(false);
        expect(check(schema, known, 'refuse').ok).toBe(true);
      }
    },
  );
});

describe('a schema of another library', () => {
  const custom = (validate: (value: unknown) => unknown): Schema => ({
    '~standard': { version: 1, vendor: 'test', validate },
  });
  const closed = custom((value) =>
    'x' in (value as object) ? { issues: [{ message: 'x is unknown', path: ['x'] }] } : { value },
  );
  const open = custom((value) => ({ value: { a: (value as { a: unknown }).a } }));

  it('is used as it is', () => {
    const value = { a: 1, x: 2 };
    const refused = { ok: false, issues: [{ path: ['x'], message: 'x is unknown' }] };
    expect(readValueNow(closed, value)).toEqual(refused);
    expect(writeValueNow(closed, value)).toEqual(refused);
    expect(readValueNow(open, value)).toEqual({ ok: true, value: { a: 1 } });
    expect(writeValueNow(open, value)).toEqual({ ok: true, value });
  });

  it('may name unknown fields as zod does, by segments that are objects too', () => {
    const schema = custom((value) => {
      const { list } = value as { list: object[] };
      const issue = {
        code: 'unrecognized_keys',
        keys: ['x'],
        message: 'x',
        path: [{ key: 'list' }, { key: 0 }],
      };
      return list[0] && 'x' in list[0] ? { issues: [issue] } : { value };
    });
    expect(readValueNow(schema, { list: [{ x: 1, a: 2 }] })).toEqual({
      ok: true,
      value: { list: [{ a: 2 }] },
      dropped: [['list', 0, 'x']],
    });
  });

  it('ends also where the schema names the same field for ever, or a new one each time', () => {
    let passes = 0;
    const issue = (key: string) => ({ code: 'unrecognized_keys', keys: [key], message: key, path: [] });
    const same = custom(() => ({ issues: [issue('x')] }));
    const next = custom((value) => ({
      issues: [issue(Object.keys(value as object)[0] ?? 'x')],
      passes: passes++,
    }));
    expect(readValueNow(same, { x: 1 }).ok).toBe(false);
    const fields = Array.from({ length: 1_000 }, (_, index) => [`f${index}`, index]);
    expect(readValueNow(next, Object.fromEntries(fields)).ok).toBe(false);
    expect(passes).toBeLessThan(100);
  });

  it('throws through, so that the caller can say what failed', () => {
    const failing = custom(() => {
      throw new Error('broken');
    });
    expect(() => readValue(failing, 1)).toThrow('broken');
  });
});

describe('an asynchronous schema', () => {
  const Free = z.strictObject({ name: z.string().refine(async (name) => name !== 'taken', 'is taken') });

  it('is awaited, pass after pass', async () => {
    await expect(readValue(Free, { name: 'a', x: 1 })).resolves.toEqual({
      ok: true,
      value: { name: 'a' },
      dropped: [['x']],
    });
    await expect(writeValue(Free, { name: 'taken', x: 1 })).resolves.toEqual({
      ok: false,
      issues: [{ path: ['name'], message: 'is taken' }],
    });
  });

  it('is a TypeError where the answer has to be there at once', () => {
    expect(() => readValueNow(Free, { name: 'a' })).toThrow(TypeError);
    expect(() => writeValueNow(Free, { name: 'a', x: 1 })).toThrow(TypeError);
  });
});

it('validates once a value that does not fit without its unknown fields either, and names only the rest', () => {
  let validations = 0;
  const fields = z.strictObject({
    a: z.int(),
    u: z.union([z.strictObject({ b: z.int() }), z.string()]),
  });
  const schema = {
    '~standard': {
      ...fields['~standard'],
      validate: (value: unknown) => {
        validations += 1;
        return fields['~standard'].validate(value);
      },
    },
  } as unknown as typeof fields;
  const result = readValueNow(schema, { a: 'x', u: { b: 1, more: 1 }, extra: 1 });
  expect(result).toMatchObject({ ok: false, issues: [{ path: ['a'] }] });
  expect(validations).toBe(1);
});

it('reads no more of ten thousand issues than it names', () => {
  let reads = 0;
  const issue = {
    message: 'is wrong',
    get path() {
      reads += 1;
      return ['a'];
    },
  };
  const validate = () => ({ issues: new Array(10_000).fill(issue) });
  const schema = { '~standard': { version: 1, vendor: 'test', validate } };
  const read = readValueNow(schema, {});
  expect(!read.ok && read.issues).toHaveLength(20);
  expect(reads).toBe(20);
});

it('names what was refused in short messages', () => {
  const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`unknown${index}`, index]));
  const read = readValueNow(AB, { a: 1, b: 2, ...many }, 'refuse');
  expect(read).toMatchObject({ ok: false, issues: [{ path: [] }] });
  const { message = '' } = (!read.ok && read.issues[0]) || {};
  expect(message).toMatch(/^Unrecognized keys: "unknown0", "unknown1", .*…$/);
  expect(message.length).toBeLessThanOrEqual(1_000);
});
