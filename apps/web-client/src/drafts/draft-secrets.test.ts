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

describe('a draft with numbers that JavaScript cannot hold', () => {
  const numbers = '"id":9007199254740993,"zero":-0,"fine":0.10000000000000000001,"huge":1e400';
  const plain = `{${numbers},"password":"p1"}`;
  const draftOf = (text: string, kind = 'json') => JSON.stringify({ args: [{ kind, text }], ack: false });
  const bare = (text: string) => text.replace(/\s/g, '');

  it.each([
    ['of its own', plain],
    ['in the argument of a raw message', draftOf(plain)],
    ['inside of a text', JSON.stringify({ body: plain })],
    ['inside of an argument that is a text', draftOf(plain, 'text')],
  ])('keeps their digits: %s', (_, text) => {
    const { text: shown } = hideSecrets(undefined, text);
    const expected = text.replace(/p1/, REDACTED);
    const written = (draft: string) => bare(readArgsDraft(draft).args[0]?.text ?? '');
    expect(written(shown)).toBe(written(expected));
    expect(written(fillSecrets(undefined, shown, text))).toBe(written(text));
    const known = stripText(text, new Map([['9007199254740993', 'an id']]));
    expect(written(known.text)).toContain('0.10000000000000000001');
    expect(known).toMatchObject({ text: expect.not.stringContaining('9007199254740993'), hidden: ['an id'] });
  });

  it('goes by the schema, too, and fills in a secret with its digits', () => {
    const Pin = z.object({ id: z.number(), pin: z.number().meta({ secret: true }) });
    const text = '{"id":9007199254740993,"pin":9007199254740995}';
    const shown = hideSecrets(Pin, text).text;
    expect(bare(shown)).toBe(`{"id":9007199254740993,"pin":"${REDACTED}"}`);
    expect(bare(fillSecrets(Pin, shown, text))).toBe(text);
  });

  it.each([
    '{"password":"p1","password":"p2","id":1}',
    '{"a":{"password":"p1"},"a":{"id":1}}',
    draftOf('{"a":{"password":"p1"},"a":{"id":1}}'),
    JSON.stringify({ body: '{"a":{"password":"p1"},"a":{"id":1}}' }),
  ])('hides as a whole what has a secret and names a field twice: %s', (text) => {
    const { text: shown, hidden } = hideSecrets(undefined, text);
    expect(shown).not.toMatch(/p[12]|id/);
    expect(hidden).toHaveLength(1);
    expect(bare(fillSecrets(undefined, shown, text))).toBe(bare(text));
  });

  it('hides an argument that names a field twice where a schema describes it', () => {
    const { text } = hideSecrets(Schema, draftOf('{"name":"a","name":"b","password":"p1"}'));
    expect(readArgsDraft(text).args).toEqual([{ kind: 'json', text: REDACTED }]);
  });

  it('leaves a field that is named twice where nothing is secret', () => {
    const text = '{"a":1,"a":2}';
    expect(hideSecrets(undefined, text)).toEqual({ text, hidden: [] });
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
