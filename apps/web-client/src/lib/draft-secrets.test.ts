import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { stripSecrets, stripValues } from './strip-secrets.ts';

const secret = z.string().meta({ secret: true });
const Schema = z.object({
  name: z.string(),
  password: secret,
  deep: z
    .object({ pins: z.array(z.object({ pin: secret, note: z.string() })), codes: z.array(secret) })
    .optional(),
});

describe('stripSecrets', () => {
  it('takes out what the schema marks, at any depth, and says what', () => {
    const draft = {
      name: 'Alice',
      password: 'p1',
      deep: { pins: [{ pin: 'p2', note: 'n' }], codes: ['p3', 'p4'] },
    };
    const { text = '', leftOut } = stripSecrets(JSON.stringify(draft), Schema);
    expect(JSON.parse(text)).toEqual({
      name: 'Alice',
      deep: { pins: [{ note: 'n' }], codes: [null, null] },
    });
    expect(leftOut).toEqual(['password', 'deep.pins.0.pin', 'deep.codes.0', 'deep.codes.1']);
  });

  it('leaves a draft as it was written where nothing is secret', () => {
    const written = '{ "name":   "Alice" }';
    expect(stripSecrets(written, Schema)).toEqual({ text: written, leftOut: [] });
    expect(stripSecrets(written, undefined)).toEqual({ text: written, leftOut: [] });
  });

  it('does not share a broken draft that may hold secrets, and does where there are none', () => {
    expect(stripSecrets('{ "password": "p1"', Schema)).toEqual({
      leftOut: [expect.stringContaining('not JSON')],
    });
    const broken = '{ "name": ';
    expect(stripSecrets(broken, z.object({ name: z.string() }))).toEqual({ text: broken, leftOut: [] });
  });

  it('shares nothing of a draft that is one secret', () => {
    expect(stripSecrets('"p1"', secret)).toEqual({ leftOut: [expect.stringContaining('all of it')] });
  });
});

it('takes known values out of any text', () => {
  const names = new Map([['t0k3n', 'the token of Alice']]);
  expect(stripValues('{"a":"t0k3n"}', names)).toEqual({ text: '{"a":""}', leftOut: ['the token of Alice'] });
  expect(stripValues('nothing', names)).toEqual({ text: 'nothing', leftOut: [] });
});
