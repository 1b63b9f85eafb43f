import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { type Schema, toJsonSchema, validate, validateNow } from './schema.ts';

const Person = z.object({ name: z.string(), tags: z.array(z.string()) });
const Later = z.string().refine(async (text) => text !== 'taken', 'is taken');

/** A validator of nobody's library. */
function custom(result: unknown): Schema {
  return { '~standard': { version: 1, vendor: 'test', validate: () => result as never } };
}

describe('validate', () => {
  it('answers at once, with the output of the schema, where the schema is synchronous', () => {
    expect(validate(z.string().trim(), ' a ')).toEqual({ ok: true, value: 'a' });
  });

  it('answers with a promise where the schema is asynchronous', async () => {
    const validation = validate(Later, 'free');
    expect(validation).toBeInstanceOf(Promise);
    await expect(validation).resolves.toEqual({ ok: true, value: 'free' });
    await expect(validate(Later, 'taken')).resolves.toEqual({
      ok: false,
      issues: [{ path: [], message: 'is taken' }],
    });
  });

  it('says where a value does not fit, by object keys and array indexes', () => {
    const validation = validate(Person, { name: 1, tags: ['a', 2] });
    expect(validation).toMatchObject({ ok: false, issues: [{ path: ['name'] }, { path: ['tags', 1] }] });
  });

  it('understands path segments that are objects, and symbols', () => {
    const issues = [{ message: 'no', path: [{ key: 'a' }, { key: 0 }, Symbol('s')] }];
    expect(validate(custom({ issues }), null)).toEqual({
      ok: false,
      issues: [{ path: ['a', 0, 'Symbol(s)'], message: 'no' }],
    });
  });

  it('passes at most 20 issues on', () => {
    const validation = validate(
      z.array(z.string()),
      Array.from({ length: 100 }, (_, index) => index),
    );
    expectTypeOf(validation).not.toBeAny();
    const paths = 'issues' in validation ? validation.issues.map(({ path }) => path) : [];
    expect(paths).toEqual(Array.from({ length: 20 }, (_, index) => [index]));
  });
});

describe('validateNow', () => {
  it('answers like validate', () => {
    expect(validateNow(z.int(), 1)).toEqual({ ok: true, value: 1 });
    expect(validateNow(z.int(), 'x')).toMatchObject({ ok: false, issues: [{ path: [] }] });
  });

  it('throws a TypeError for an asynchronous schema, whatever becomes of its promise', () => {
    expect(() => validateNow(Later, 'free')).toThrow(TypeError);
    expect(() => validateNow(custom(Promise.reject(new Error('lost'))), 1)).toThrow(TypeError);
  });
});

describe('toJsonSchema', () => {
  it('describes the input, not the output', () => {
    const schema = z.object({ limit: z.int().default(5), text: z.string().transform(Number) });
    expect(toJsonSchema(schema)).toMatchObject({
      properties: { limit: { default: 5 }, text: { type: 'string' } },
      required: ['text'],
    });
  });

  it('is undefined where the library has no JSON Schema', () => {
    expect(toJsonSchema(custom({ value: 1 }))).toBeUndefined();
  });
});
