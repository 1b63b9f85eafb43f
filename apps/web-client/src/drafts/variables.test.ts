// @vitest-environment happy-dom
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { escapeVariables, nameProblem, namesVariable, substitute, type Variables } from './variables.ts';

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

it('copies a draft as a draft: what it sends as text stays text', async () => {
  const { setVariable, substitutePublic } = await load();
  setVariable('room', '{{room}}');
  setVariable('user', { name: '{{room}}' });
  const variables = JSON.parse(sessionStorage.getItem(KEY) ?? '');
  const draft = ['\\{{room}}', '{{room}}', 'in {{room}}', '\\\\{{room}}', '{{user}}', '{{user}} {{gone}}'];
  const copied = substitutePublic(draft, variables);
  expect(substitute(copied, variables)).toEqual(substitute(draft, variables));
});

it.each(['{', '[1]', 'null', '"x"', '{"a b":{"value":1},"c":5,"d":{}}'])(
  'starts empty over a storage that holds %s',
  async (stored) => {
    sessionStorage.setItem(KEY, stored);
    const { substitute } = await load();
    expect(substitute('{{c}} {{d}}').missing).toHaveLength(2);
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
