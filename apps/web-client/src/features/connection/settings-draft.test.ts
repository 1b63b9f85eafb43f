import { describe, expect, it } from 'vitest';
import { type ConnectionSettings, DEFAULT_SETTINGS } from '../../lib/connection-settings.ts';
import { changedFields, draftOf, readDraft, type SettingsDraft } from './settings-draft.ts';

const OWN: ConnectionSettings = {
  namespace: '/admin',
  transports: ['websocket'],
  path: '/elsewhere/',
  query: { shard: '7', note: 'a=b' },
  auth: { contract: { name: 'chat', version: '9.0.0' } },
};

const PLAIN = draftOf({ settings: DEFAULT_SETTINGS });

function errorsOf(change: Partial<SettingsDraft>): unknown {
  const { errors, settings } = readDraft({ ...PLAIN, ...change });
  expect(settings === undefined).toBe(Object.keys(errors).length > 0);
  return errors;
}

it.each([[DEFAULT_SETTINGS], [OWN]])('shows settings and reads them back: %j', (settings) => {
  expect(readDraft(draftOf({ settings }))).toEqual({ errors: {}, settings });
});

it('takes an empty namespace for the main one, and forgives space around', () => {
  const draft = { ...PLAIN, namespace: ' ', path: ' /a/ ', query: '\n a = b \n', auth: ' ' };
  expect(readDraft(draft).settings).toMatchObject({
    namespace: '/',
    path: '/a/',
    query: { a: 'b' },
    auth: {},
  });
});

describe('a field that does not fit says what to do', () => {
  it.each<[Partial<SettingsDraft>, RegExp]>([
    [{ namespace: 'admin' }, /Start it with a slash, as in \/admin/],
    [{ namespace: '/a b' }, /without spaces/],
    [{ namespace: '/a?b' }, /without spaces, commas, \?/],
    [{ transports: [] }, /Pick at least one/],
    [{ path: 'socket.io' }, /Start it with a slash, as in \/socket\.io\//],
    [{ path: '' }, /Start it with a slash/],
    [{ query: 'a=1\nshard' }, /Line 2 is not key=value: write shard=…/],
    [{ query: '=1' }, /Line 1 is not key=value/],
    [{ query: 'a=1\n\na=2' }, /Line 3 repeats a/],
    [{ query: 'EIO=3' }, /Socket\.IO sets EIO itself/],
    [{ auth: '{' }, /This is not JSON/],
    [{ auth: '[1]' }, /Write a JSON object/],
    [{ auth: '{"token":"t"}' }, /its own field/],
    [{ auth: '{"contract":{"name":"chat"}}' }, /"contract" must be/],
    [{ token: 'two words' }, /no spaces/],
  ])('%j', (change, expected) => {
    const [field] = Object.keys(change);
    expect(errorsOf(change)).toEqual({ [field as string]: expect.stringMatching(expected) });
  });
});

it('names every field that does not fit at once', () => {
  expect(Object.keys(errorsOf({ transports: [], query: 'x', auth: 'x' }) as object)).toEqual([
    'transports',
    'query',
    'auth',
  ]);
});

it('tells which fields differ from what is applied, and none once they are back', () => {
  const changed = { ...PLAIN, token: 't', transports: ['polling' as const], namespace: '/admin' };
  expect(changedFields(changed, PLAIN)).toEqual(['namespace', 'transports', 'token']);
  expect(changedFields({ ...changed, ...PLAIN }, PLAIN)).toEqual([]);
});
