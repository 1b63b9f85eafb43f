// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest';

const KEY = 'switchboard.variables';

/** The module as a page loads it: with what the tab's storage holds. */
async function load(): Promise<typeof import('./variables.ts')> {
  vi.resetModules();
  return import('./variables.ts');
}

beforeEach(() => sessionStorage.clear());

it('substitutes what was set, also after a reload', async () => {
  const first = await load();
  first.setVariable('count', 3);
  first.setVariable('count', 4);
  expect(first.substitute(['{{count}}', '{{gone}}'])).toEqual({
    value: [4, '{{gone}}'],
    missing: [{ name: 'gone', path: [1] }],
  });
  const second = await load();
  expect(second.substitute('{{count}}').value).toBe(4);
});

it('renames in place, over another one of that name, and deletes', async () => {
  const { setVariable, renameVariable, deleteVariable } = await load();
  for (const name of ['a', 'b', 'c']) setVariable(name, name);
  renameVariable('a', 'c');
  expect(JSON.parse(sessionStorage.getItem(KEY) ?? '')).toEqual({ c: { value: 'a' }, b: { value: 'b' } });
  expect(Object.keys(JSON.parse(sessionStorage.getItem(KEY) ?? ''))).toEqual(['c', 'b']);
  deleteVariable('c');
  expect(sessionStorage.getItem(KEY)).toBe('{"b":{"value":"b"}}');
});

it('refuses a name that no draft could write', async () => {
  const { setVariable, renameVariable } = await load();
  expect(() => setVariable('a b', 1)).toThrow(RangeError);
  setVariable('a', 1);
  expect(() => renameVariable('a', '')).toThrow(RangeError);
});

it('leaves a secret one as it is written where the text is shown or copied', async () => {
  const { setVariable, substitutePublic } = await load();
  setVariable('token', 'abc', { secret: true });
  setVariable('room', 'general');
  const variables = JSON.parse(sessionStorage.getItem(KEY) ?? '');
  expect(substitutePublic({ a: '{{token}}', b: '{{room}}' }, variables)).toEqual({
    a: '{{token}}',
    b: 'general',
  });
});

it.each(['{', '[1]', 'null', '"x"', '{"a b":{"value":1},"c":5,"d":{}}'])(
  'starts empty over a storage that holds %s',
  async (stored) => {
    sessionStorage.setItem(KEY, stored);
    const { substitute } = await load();
    expect(substitute('{{c}} {{d}}').missing).toHaveLength(2);
  },
);
