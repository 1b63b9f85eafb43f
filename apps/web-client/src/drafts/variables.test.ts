// @vitest-environment happy-dom
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { serverAt } from '../links/connection-settings.ts';
import { escapeVariables, nameProblem, namesVariable, substitute, type Variables } from './variables.ts';

const KEY = 'switchboard.server-variables';

const SERVER = 'http://localhost/socket.io/';

/** What the tab keeps for a server. */
function stored(server = SERVER): Variables {
  return JSON.parse(sessionStorage.getItem(KEY) ?? '{}')[server];
}

/** The module as a page loads it: with what the tab's storage holds. */
async function load(): Promise<typeof import('./variables.ts')> {
  vi.resetModules();
  return import('./variables.ts');
}

beforeEach(() => sessionStorage.clear());

it('substitutes what was set, also after a reload', async () => {
  const first = await load();
  first.setVariable(SERVER, 'count', { value: 3 });
  first.setVariable(SERVER, 'count', { value: 4 });
  const second = await load();
  second.setVariable(SERVER, 'room', { value: 'general' });
  expect(substitute(['{{count}}', '{{gone}}'], stored())).toEqual({
    value: [4, '{{gone}}'],
    missing: [{ name: 'gone', path: [1] }],
  });
});

it('keeps the variables of the servers that got one last, and nothing of a server that has none', async () => {
  const { setVariable, deleteVariable } = await load();
  const servers = Array.from({ length: 21 }, (_, index) => `http://host-${index}/socket.io/`);
  const [first = '', second = '', last = ''] = [...servers.slice(0, 2), ...servers.slice(-1)];
  for (const server of servers.slice(0, -1)) setVariable(server, 'a', { value: 1 });
  setVariable(first, 'b', { value: 2 });
  setVariable(last, 'a', { value: 1 });
  expect([stored(first), stored(second), stored(last)]).toEqual([
    { a: { value: 1 }, b: { value: 2 } },
    undefined,
    { a: { value: 1 } },
  ]);
  deleteVariable(last, 'a');
  expect(stored(last)).toBeUndefined();
});

it('has variables of its own for each server, also where the namespace is another', async () => {
  const { setVariable, deleteVariable } = await load();
  const [here, there] = ['http://a/chat', 'http://b'].map((url) => serverAt({ url, path: '/socket.io/' }));
  setVariable(here ?? '', 'token', { value: 'of a' });
  setVariable(there ?? '', 'token', { value: 'of b' });
  deleteVariable(there ?? '', 'token');
  expect([stored('http://a/socket.io/'), stored('http://b/socket.io/')]).toEqual([
    { token: { value: 'of a' } },
    undefined,
  ]);
});

it('deletes those of an older console, which were of no server', async () => {
  sessionStorage.setItem('switchboard.variables', '{"token":{"value":"secret","secret":true}}');
  const { setVariable } = await load();
  expect(JSON.stringify({ ...sessionStorage })).not.toContain('secret');
  setVariable(SERVER, 'a', { value: 1 });
  expect(sessionStorage.getItem(KEY)).toBe(JSON.stringify({ [SERVER]: { a: { value: 1 } } }));
});

it('renames in place, over another one of that name, and deletes', async () => {
  const { setVariable, renameVariable, deleteVariable } = await load();
  for (const name of ['a', 'b', 'c']) setVariable(SERVER, name, { value: name });
  renameVariable(SERVER, 'a', 'c');
  expect(stored()).toEqual({ c: { value: 'a' }, b: { value: 'b' } });
  expect(Object.keys(stored())).toEqual(['c', 'b']);
  deleteVariable(SERVER, 'c');
  expect(stored()).toEqual({ b: { value: 'b' } });
});

it('refuses a name that no draft could write', async () => {
  const { setVariable, renameVariable } = await load();
  expect(() => setVariable(SERVER, 'a b', { value: 1 })).toThrow(RangeError);
  setVariable(SERVER, 'a', { value: 1 });
  expect(() => renameVariable(SERVER, 'a', '')).toThrow(RangeError);
});

it('leaves a secret one as it is written where the text is shown or copied', async () => {
  const { setVariable, substitutePublic } = await load();
  setVariable(SERVER, 'token', { value: 'abc', secret: true });
  setVariable(SERVER, 'room', { value: 'general' });
  const variables = stored();
  expect(substitutePublic({ a: '{{token}}', b: '{{room}}' }, variables)).toEqual({
    a: '{{token}}',
    b: 'general',
  });
});

it('copies a draft as a draft: what it sends as text stays text', async () => {
  const { setVariable, substitutePublic } = await load();
  setVariable(SERVER, 'room', { value: '{{room}}' });
  setVariable(SERVER, 'user', { value: { name: '{{room}}' } });
  const variables = stored();
  const draft = ['\\{{room}}', '{{room}}', 'in {{room}}', '\\\\{{room}}', '{{user}}', '{{user}} {{gone}}'];
  const copied = substitutePublic(draft, variables);
  expect(substitute(copied, variables)).toEqual(substitute(draft, variables));
});

it.each(['{', '[1]', 'null', '"x"', '5', '{"a b":{"value":1},"c":5,"d":{}}'])(
  'starts empty over a storage that holds %s, for all servers or for one',
  async (garbage) => {
    for (const kept of [garbage, `{"${SERVER}":${garbage}}`]) {
      sessionStorage.setItem(KEY, kept);
      const { setVariable } = await load();
      setVariable(SERVER, 'e', { value: 1 });
      expect(stored()).toEqual({ e: { value: 1 } });
    }
  },
);

const variables = variablesOf({
  count: 3,
  room: 'general',
  user: { id: 'u1' },
  nothing: null,
  'a.b-c': true,
});

function variablesOf(values: Readonly<Record<string, unknown>>): Variables {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
}

describe('substitute', () => {
  it('replaces a whole text by the value with its own type', () => {
    const draft = { a: '{{count}}', b: ['{{ user }}', '{{nothing}}'], c: '{{a.b-c}}' };
    expect(substitute(draft, variables)).toEqual({
      value: { a: 3, b: [{ id: 'u1' }, null], c: true },
      missing: [],
    });
  });

  it('writes values into a longer text', () => {
    expect(substitute('{{room}}-{{count}} {{user}}', variables).value).toBe('general-3 {"id":"u1"}');
  });

  it('leaves in place what nobody set, and reports its name and path', () => {
    expect(substitute({ list: ['x {{gone}} {{room}}', '{{toString}}'] }, variables)).toEqual({
      value: { list: ['x {{gone}} general', '{{toString}}'] },
      missing: [
        { name: 'gone', path: ['list', 0] },
        { name: 'toString', path: ['list', 1] },
      ],
    });
  });

  it('takes a backslash before the braces for braces as text, and two for one backslash', () => {
    const draft = ['\\{{room}}', 'a \\{{ gone }} b', '\\\\{{room}}', '\\{{room}} {{room}}', '\\ {{room}}'];
    expect(substitute(draft, variables)).toEqual({
      value: ['{{room}}', 'a {{ gone }} b', '\\general', '{{room}} general', '\\ general'],
      missing: [],
    });
    expect(draft.map(namesVariable)).toEqual([false, false, true, true, true]);
  });

  it('brings back whatever was escaped', () => {
    const parts = ['{{', '}}', '{', '}', '\\', 'room', ' ', '{{room}}', '{{ gone }}', '\\{{user}}', '\n'];
    const text = fc.array(fc.constantFrom(...parts), { maxLength: 8 }).map((some) => some.join(''));
    const json = fc.oneof(text, fc.array(text), fc.record({ a: text, '{{room}}': fc.array(text) }));
    fc.assert(
      fc.property(json, (value) => {
        const escaped = escapeVariables(value);
        expect(substitute(escaped, variables)).toEqual({ value, missing: [] });
        expect(substitute(escapeVariables(escaped), variables).value).toEqual(escaped);
      }),
    );
  });

  it('does not look into the values, so that nothing runs in circles', () => {
    expect(substitute('{{a}}', variablesOf({ a: '{{a}}' })).value).toBe('{{a}}');
  });

  it('keeps keys, and an own key named __proto__', () => {
    const draft = JSON.parse('{"__proto__": "{{room}}", "{{room}}": 1}') as unknown;
    expect(JSON.stringify(substitute(draft, variables).value)).toBe('{"__proto__":"general","{{room}}":1}');
  });

  it.each(['{{}}', '{{1}}', '{ {room} }', '{{a b}}'])('takes %s for plain text', (text) => {
    expect(substitute(text, variables)).toEqual({ value: text, missing: [] });
    expect(namesVariable(text)).toBe(false);
  });
});

it('reports what is wrong with a name', () => {
  for (const name of ['a', '_x', 'größe', 'last.id-2']) expect(nameProblem(name)).toBeUndefined();
  for (const name of ['', '1a', 'a b', '{{a}}', 'x'.repeat(65)]) expect(nameProblem(name)).toMatch(/letter/);
});
