// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { defaultContract } from '../../contract/contracts.ts';
import { type ConnectionSettings, DEFAULT_SETTINGS } from '../../links/connection-settings.ts';
import { changedFields, readSettingsDraft, type SettingsDraft, settingsDraftOf } from './settings-draft.ts';

const OWN: ConnectionSettings = {
  url: 'https://chat.example:8443',
  contract: defaultContract().id,
  namespace: '/admin',
  transports: ['polling'],
  path: '/elsewhere/',
  query: { shard: '7', note: 'a=b' },
  headers: { 'x-team': 'blue' },
  auth: { contract: { name: 'chat', version: '9.0.0' } },
  reconnect: { on: false, attempts: 3, delay: 10, delayMax: 20 },
};

const PLAIN = settingsDraftOf({ settings: DEFAULT_SETTINGS });

function errorsOf(change: Partial<SettingsDraft>): unknown {
  const { errors, settings } = readSettingsDraft({ ...PLAIN, ...change });
  expect(settings === undefined).toBe(Object.keys(errors).length > 0);
  return errors;
}

it.each([
  [{ ...DEFAULT_SETTINGS, contract: defaultContract().id }],
  [{ ...DEFAULT_SETTINGS, contract: 'raw', auth: { token: 't', contract: 1 } }],
  [OWN],
])('shows settings and reads them back: %j', (settings) => {
  expect(readSettingsDraft(settingsDraftOf({ settings }))).toEqual({ errors: {}, settings });
});

it('takes an empty namespace for the main one, and forgives space around', () => {
  const draft = { ...PLAIN, namespace: ' ', path: ' /a/ ', query: '\n a = b \n', auth: ' ' };
  expect(readSettingsDraft(draft).settings).toMatchObject({
    namespace: '/',
    path: '/a/',
    query: { a: 'b' },
    auth: {},
  });
});

it.each([
  ['localhost:3000', 'http://localhost:3000'],
  ['https://Chat.Example:443/', 'https://chat.example'],
])('takes the URL %s as the origin %s', (url, expected) => {
  expect(readSettingsDraft({ ...PLAIN, url }).settings).toMatchObject({ url: expected });
});

describe('a field that does not fit says what to do', () => {
  it.each<[Partial<SettingsDraft>, RegExp]>([
    [{ namespace: 'admin' }, /Start it with a slash, as in \/admin/],
    [{ namespace: '/a b' }, /without spaces/],
    [{ namespace: '/a?b' }, /without spaces, commas, \?/],
    [{ transports: '' }, /Pick at least one/],
    [{ path: 'socket.io' }, /Start it with a slash, as in \/socket\.io\//],
    [{ path: '' }, /Start it with a slash/],
    [{ query: 'a=1\nshard' }, /Line 2 is not key=value: write shard=…/],
    [{ query: '=1' }, /Line 1 is not key=value/],
    [{ query: 'a=1\n\na=2' }, /Line 3 repeats a: write each name once/],
    [{ query: 'EIO=3' }, /Socket\.IO sets EIO itself/],
    [{ auth: '{' }, /^Not JSON: .* Write an object/],
    [{ auth: '{"id":9007199254740993}' }, /9007199254740993 cannot be sent exactly/],
    [{ auth: '[1]' }, /Write a JSON object/],
    [{ auth: '{"token":"t"}' }, /its own field/],
    [{ auth: '{"contract":{"name":"chat"}}' }, /"contract" must be/],
    [{ token: 'two words' }, /no spaces/],
    [{ url: 'http://localhost:3000/chat' }, /Write the origin alone/],
    [{ url: 'ftp://localhost' }, /start the address with http/],
    [{ url: 'http://user:pw@localhost' }, /Put it under Auth/],
    [{ url: 'http://localhost?token=1' }, /put it under Query/],
    [{ url: 'http://localhost:99999' }, /99999 is not a port/],
    [{ headers: 'x-team' }, /Line 1 is not Name: value/],
    [{ headers: 'Cookie: a' }, /does not let a page send Cookie/],
    [{ headers: 'a b: c' }, /not the name of a header/],
    [{ attempts: '0' }, /whole number from 1/],
    [{ delay: '' }, /whole number from 0, in milliseconds/],
    [{ delayMax: '1e10' }, /whole number from 0/],
  ])('%j', (change, expected) => {
    const [field] = Object.keys(change);
    expect(errorsOf(change)).toEqual({ [field as string]: expect.stringMatching(expected) });
  });
});

it('takes headers with polling only', () => {
  const headers = 'x-team: blue';
  expect(errorsOf({ headers })).toEqual({});
  expect(errorsOf({ headers, transports: 'websocket' })).toEqual({
    headers: expect.stringMatching(/with polling only/),
  });
});

it('names every field that does not fit at once', () => {
  expect(Object.keys(errorsOf({ transports: '', query: 'x', auth: 'x' }) as object)).toEqual([
    'transports',
    'query',
    'auth',
  ]);
});

it('reports which fields differ from what is applied, and none once they are back', () => {
  const changed = { ...PLAIN, token: 't', transports: 'polling', namespace: '/admin' };
  expect(changedFields(changed, PLAIN)).toEqual(['namespace', 'transports', 'token']);
  expect(changedFields({ ...changed, ...PLAIN }, PLAIN)).toEqual([]);
});

it('deletes what was typed in an older console: nobody knows for which server', async () => {
  const old = JSON.stringify({ state: { drafts: { 'client-0': { token: 'secret' } } }, version: 0 });
  for (const page of ['', ' {"url":"http://a"}'])
    sessionStorage.setItem(`switchboard.connection-drafts${page}`, old);
  vi.resetModules();
  const { useTypedSettings } = await import('./settings-draft.ts');
  expect(useTypedSettings.getState().drafts).toEqual({});
  expect(JSON.stringify({ ...sessionStorage })).not.toContain('secret');
});
