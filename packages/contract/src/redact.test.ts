import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { EventSpec } from './event-map.ts';
import { REDACTED, redact, redactReply } from './redact.ts';
import { fail, ok } from './reply.ts';
import type { Schema } from './schema.ts';

const Secret = z.string().meta({ secret: true });
const Login = z.strictObject({ name: z.string(), password: Secret });
const fit = { name: 'Alice', password: 'hunter2' };
const shown = { name: 'Alice', password: REDACTED };

describe('redact', () => {
  it('hides the field that is marked secret, and leaves the value alone', () => {
    const value = { ...fit };
    expect(redact(Login, value)).toEqual(shown);
    expect(value).toEqual(fit);
  });

  it('gives the same value back where nothing is hidden', () => {
    const value = { a: [{ b: new Uint8Array(2) }] };
    expect(redact(z.object({ a: z.array(z.unknown()) }), value)).toBe(value);
    expect(redact(Login, fit.name)).toBe(fit.name);
    expect(redact(undefined, value)).toBe(value);
  });

  it('hides a secret that does not fit its schema, too', () => {
    expect(redact(Login, { password: { first: 'hunter', last: 2 }, more: 1 })).toEqual({
      password: REDACTED,
      more: 1,
    });
  });

  it.each<[string, Schema, unknown, unknown]>([
    ['a whole value', Secret, 'hunter2', REDACTED],
    ['the items of a list', z.array(Login), [fit, fit], [shown, shown]],
    ['one place of a tuple', z.tuple([z.int(), Secret]), [1, 'x'], [1, REDACTED]],
    ['the rest of a tuple', z.tuple([z.int()], Secret), [1, 'x', 'y'], [1, REDACTED, REDACTED]],
    ['the values of a record', z.record(z.string(), Secret), { a: 'x' }, { a: REDACTED }],
    ['one branch of a union', z.union([z.object({ id: z.int() }), Login]), fit, shown],
    ['a discriminated union', z.discriminatedUnion('t', [Login.extend({ t: z.literal('a') })]), fit, shown],
    ['one side of an intersection', z.intersection(z.object({ id: z.int() }), Login), fit, shown],
    [
      'an optional field',
      z.object({ password: Secret.optional() }),
      { password: 'x' },
      { password: REDACTED },
    ],
    [
      'a nullable field',
      z.object({ password: Secret.nullable() }),
      { password: 'x' },
      { password: REDACTED },
    ],
    ['a field with a default', z.object({ pin: Secret.default('0') }), { pin: '1' }, { pin: REDACTED }],
    ['what is transformed', z.object({ pin: Secret.transform(Number) }), { pin: '1' }, { pin: REDACTED }],
    [
      'what a transform is marked as',
      z.object({ pin: z.string().transform(Number).meta({ secret: true }) }),
      { pin: '1' },
      { pin: REDACTED },
    ],
    ['what lies behind a transform', z.preprocess((value) => value, Login), fit, shown],
    ['a schema with a name', z.object({ a: Login.meta({ id: 'Login' }) }), { a: fit }, { a: shown }],
    [
      'binary',
      z.object({ key: z.instanceof(Uint8Array).meta({ secret: true }) }),
      { key: new Uint8Array(4) },
      { key: REDACTED },
    ],
  ])('finds secrets in %s', (_where, schema, value, expected) => {
    expect(redact(schema, value)).toEqual(expected);
  });

  it('leaves null where there is no secret to hide', () => {
    expect(redact(z.object({ password: Secret.nullable() }), { password: null })).toEqual({ password: null });
  });

  const Tree = z.object({
    key: Secret,
    get children() {
      return z.array(Tree);
    },
  });
  const tree = (levels: number): z.infer<typeof Tree> => ({
    key: 'k',
    children: levels === 0 ? [] : [tree(levels - 1)],
  });

  it('follows a recursive schema', () => {
    expect(JSON.stringify(redact(Tree, tree(4)))).not.toContain('"k"');
  });

  it('hides what a hostile sender nests too deep to follow', () => {
    let deep: unknown = { key: 'k', children: [] };
    for (let level = 0; level < 20_000; level++) deep = { key: 'k', children: [deep] };
    const text = JSON.stringify(redact(Tree, deep));
    expect(text).not.toContain('"k"');
    expect(text.length).toBeLessThan(5_000);
  });

  it('keeps a key named __proto__ a key', () => {
    const value = JSON.parse('{"password":"x","__proto__":{"name":"y"}}');
    expect(JSON.stringify(redact(Login, value))).toBe(`{"password":"${REDACTED}","__proto__":{"name":"y"}}`);
  });

  it('hides all of a value whose schema cannot be described', () => {
    const custom = { '~standard': { version: 1, vendor: 'test', validate: () => ({ value: 1 }) } };
    expect(redact(custom, { password: 'x' })).toBe(REDACTED);
    const failing = {
      '~standard': { ...custom['~standard'], jsonSchema: { input: () => fail, output: failNow } },
    };
    expect(redact(failing, 'x')).toBe(REDACTED);
  });
});

function failNow(): never {
  throw new Error('no JSON Schema for this');
}

describe('redactReply', () => {
  const spec: EventSpec = {
    summary: 'Log in',
    response: Login,
    errors: { EXPIRED: z.object({ old: Secret }), LOCKED: true },
  };

  it('hides the secrets of the response', () => {
    expect(redactReply(spec, ok(fit))).toEqual(ok(shown));
  });

  it('hides the secrets in the data of a declared error', () => {
    const error = { code: 'EXPIRED', message: 'Expired.', data: { old: 'x' } };
    expect(redactReply(spec, fail(error))).toEqual(fail({ ...error, data: { old: REDACTED } }));
  });

  it.each(['NEWER', 'toString', '__proto__'])(
    'hides the data of %s, which the event does not declare: only a newer contract knows its secrets',
    (code) => {
      const error = { code, message: 'no', data: { old: 'x' } };
      expect(redactReply(spec, fail(error))).toEqual(fail({ ...error, data: REDACTED }));
    },
  );

  it('gives the same reply back where nothing is hidden', () => {
    for (const reply of [
      ok(undefined),
      fail({ code: 'LOCKED', message: 'no', data: undefined }),
      fail({ code: 'FORBIDDEN', message: 'no', data: { old: 'x' } }),
      fail({ code: 'toString', message: 'no', data: undefined }),
    ])
      expect(redactReply(spec, reply)).toBe(reply);
    expect(redactReply(undefined, ok(fit))).toEqual(ok(fit));
  });
});
