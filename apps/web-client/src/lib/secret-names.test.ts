import { REDACTED } from '@switchboard/contract';
import { expect, it } from 'vitest';
import { hideNamed } from './secret-names.ts';

it.each([
  ['{"user":"bob","password":"hunter2!"}', `{"user":"bob","password":"${REDACTED}"}`],
  [' [{"deep":[{"pin":7}]}]', `[{"deep":[{"pin":"${REDACTED}"}]}]`],
  [JSON.stringify(JSON.stringify({ token: 'x1' })), JSON.stringify(JSON.stringify({ token: REDACTED }))],
  [
    JSON.stringify({ body: JSON.stringify({ token: 'x1' }) }),
    JSON.stringify({ body: `{"token":"${REDACTED}"}` }),
  ],
  ['password=hunter2!', REDACTED],
  ['Authorization: Bearer x1', REDACTED],
  ['user=bob&api_key = x1', REDACTED],
  ['{"password": "hunter2!"', REDACTED],
])('hides the secret that the text %s tells, wherever it stands', (text, shown) => {
  expect(hideNamed(text)).toBe(shown);
  expect(hideNamed(['open', { text }])).toEqual(['open', { text: shown }]);
});

it.each([
  'hello',
  '{"user":"bob","password":""}',
  '{ "password":  "{{mine}}" }',
  'at 12:30: a = b',
  '{"user"',
  '7',
  '{{token}}',
])('leaves the text %s as it is', (text) => {
  const value = ['open', { text }];
  expect(hideNamed(value)).toBe(value);
});

it('looks through a long text in a time that is linear in it', () => {
  const long = 'a'.repeat(2_000_000);
  expect(hideNamed(`${long} b=1`)).toBe(`${long} b=1`);
  expect(hideNamed(`${long} token=1`)).toBe(REDACTED);
});
