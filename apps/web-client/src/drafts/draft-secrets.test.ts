import { REDACTED } from '@switchboard/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readArgsDraft } from './args-draft.ts';
import { fillSecrets, hideSecrets, stripText } from './draft-secrets.ts';

const secret = z.string().meta({ secret: true });
const Schema = z.object({
  name: z.string(),
  password: secret,
  deep: z
    .object({ pins: z.array(z.object({ pin: secret, note: z.string() })), codes: z.array(secret) })
    .optional(),
});

describe('hideSecrets', () => {
  it('hides what the schema marks, at any depth, and says what', () => {
    const draft = {
      name: 'Alice',
      password: 'p1',
      deep: { pins: [{ pin: 'p2', note: 'n' }], codes: ['p3', 'p4'] },
    };
    const { text, hidden } = hideSecrets(Schema, JSON.stringify(draft));
    expect(JSON.parse(text)).toEqual({
      name: 'Alice',
      password: REDACTED,
      deep: { pins: [{ pin: REDACTED, note: 'n' }], codes: [REDACTED, REDACTED] },
    });
    expect(hidden).toEqual(['password', 'deep.pins[0].pin', 'deep.codes[0]', 'deep.codes[1]']);
  });

  it('hides a secret in a payload that does not fit the schema', () => {
    const { text } = hideSecrets(Schema, '{ "password": { "$bytes": "cDE=" }, "more": 1 }');
    expect(JSON.parse(text)).toEqual({ password: REDACTED, more: 1 });
  });

  it('leaves a draft as it was written where nothing is secret', () => {
    const written = '{ "name":   "Alice" }';
    expect(hideSecrets(Schema, written)).toEqual({ text: written, hidden: [] });
    expect(hideSecrets(undefined, written)).toEqual({ text: written, hidden: [] });
  });

  it('hides a broken draft that may hold secrets, and keeps it where there are none', () => {
    expect(hideSecrets(Schema, '{ "password": "p1"')).toEqual({
      text: REDACTED,
      hidden: [expect.stringContaining('cannot be read')],
    });
    const broken = '{ "name": ';
    expect(hideSecrets(z.object({ name: z.string() }), broken)).toEqual({ text: broken, hidden: [] });
  });

  it('goes by the names of fields where there is no schema, and keeps variables', () => {
    const draft = {
      user: 'Alice',
      Password: 'p1',
      deep: [{ accessToken: 7, api_key: '{{key}}' }],
      jwt: null,
    };
    const { text, hidden } = hideSecrets(undefined, JSON.stringify(draft));
    expect(JSON.parse(text)).toEqual({
      user: 'Alice',
      Password: REDACTED,
      deep: [{ accessToken: REDACTED, api_key: '{{key}}' }],
      jwt: null,
    });
    expect(hidden).toEqual(['Password', 'deep[0].accessToken']);
    expect(hideSecrets(undefined, '{ "password": "p1"').text).toBe(REDACTED);
  });

  it('looks into each argument of a raw message', () => {
    const args = [
      { kind: 'json', text: '{"user":"Alice","password":"p1"}' },
      { kind: 'text', text: '{"token":"p2"}' },
      { kind: 'text', text: 'password=p3' },
      { kind: 'text', text: 'hello' },
      { kind: 'json', text: '{"password": "p4"' },
    ];
    const { text, hidden } = hideSecrets(undefined, JSON.stringify({ args, ack: false }));
    expect(text).not.toMatch(/p[1-4]"/);
    const { args: shown } = readArgsDraft(text);
    expect(JSON.parse(shown[0]?.text ?? '')).toEqual({ user: 'Alice', password: REDACTED });
    expect(shown.map(({ kind }) => kind)).toEqual(args.map(({ kind }) => kind));
    expect(shown[3]).toEqual(args[3]);
    expect(hidden).toEqual(['[0].password', '[1].token', '[2]', '[4]']);
    const whole = JSON.stringify({ args, ack: false });
    expect(
      readArgsDraft(fillSecrets(undefined, text, whole)).args.map((arg) => arg.text.replace(/\s/g, '')),
    ).toEqual(args.map((arg) => arg.text.replace(/\s/g, '')));
    const raw = JSON.stringify({ args: [{ kind: 'json', text: '{"password":"p1"}' }], ack: false });
    expect(hideSecrets(Schema, raw).text).not.toContain('p1');
  });

  it('hides a draft that is one secret', () => {
    expect(hideSecrets(secret, '"p1"')).toEqual({ text: `"${REDACTED}"`, hidden: ['(whole value)'] });
  });
});

it('hides a draft that nests too deep to look into, if it may hold secrets', () => {
  const text = `{"password":"x","a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  expect(hideSecrets(undefined, text)).toEqual({
    text: REDACTED,
    hidden: ['the whole draft, because it cannot be read'],
  });
});

it('puts back the secrets of the draft here, in the same places', () => {
  const mine = JSON.stringify({ name: 'Alice', password: 'p1', deep: { pins: [], codes: ['p3'] } });
  const came = JSON.stringify({
    name: 'Bob',
    password: REDACTED,
    deep: { pins: [], codes: [REDACTED, REDACTED] },
  });
  expect(JSON.parse(fillSecrets(Schema, came, mine))).toEqual({
    name: 'Bob',
    password: 'p1',
    deep: { pins: [], codes: ['p3', REDACTED] },
  });
});

const ALICE = ['the token of Alice'];

it.each([
  ['t0k3n', '{"a":"t0k3n"}', '{"a":""}'],
  ['t0k3n', 'a text', undefined],
  ['long-t0k3n', 'Bearer long-t0k3n', 'Bearer '],
  ['long-t0k3n', '{"a":["Bearer long-t0k3n"],"long-t0k3n":1}', '{"a":["Bearer "],"":1}'],
  [
    'long-t0k3n',
    '{"args":[{"kind":"json","text":"{\\"a\\":\\"long-t0k3n\\"}"}],"ack":false}',
    /a.*:.*\\"\\"/,
  ],
  // Short ones stand in many texts by chance.
  ['a', '{"args":["any","a"],"n":false}', '{"args":["any",""],"n":false}'],
  ['1', '{"n":1,"m":"12"}', undefined],
  ['123456', '{"n":123456}', '{"n":""}'],
])('takes the known value %s out of the draft %s', (token, draft, expected) => {
  const { text, hidden } = stripText(draft, new Map([[token, 'the token of Alice']]));
  expect(hidden).toEqual(expected === undefined ? [] : ALICE);
  if (expected instanceof RegExp) expect(text).toMatch(expected);
  else if (draft.startsWith('{')) expect(JSON.parse(text)).toEqual(JSON.parse(expected ?? draft));
  else expect(text).toBe(expected ?? draft);
});

it('puts the secrets of texts back, those of JSON in a text, too', () => {
  const texts = ['password=p1', JSON.stringify({ body: '{"token":"p2","room":"r"}' })];
  const mine = JSON.stringify({ args: texts.map((text) => ({ kind: 'json', text })), ack: false });
  const { text, hidden } = hideSecrets(undefined, mine);
  expect(text).not.toMatch(/p1|p2/);
  expect(hidden).toHaveLength(2);
  const filled = readArgsDraft(fillSecrets(undefined, text, mine)).args;
  expect(filled.map((arg) => arg.text.replace(/\s/g, ''))).toEqual(texts);
});
