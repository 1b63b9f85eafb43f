import { describe, expect, it } from 'vitest';
import { nameProblem, namesVariable, substituteVariables } from './template.ts';

const variables = { count: 3, room: 'general', user: { id: 'u1' }, nothing: null, 'a.b-c': true };

describe('substituteVariables', () => {
  it('replaces a whole text by the value with its own type', () => {
    const draft = { a: '{{count}}', b: ['{{ user }}', '{{nothing}}'], c: '{{a.b-c}}' };
    expect(substituteVariables(draft, variables)).toEqual({
      value: { a: 3, b: [{ id: 'u1' }, null], c: true },
      missing: [],
    });
  });

  it('writes values into a longer text', () => {
    expect(substituteVariables('{{room}}-{{count}} {{user}}', variables).value).toBe('general-3 {"id":"u1"}');
  });

  it('leaves in place what nobody set, and tells its name and path', () => {
    expect(substituteVariables({ list: ['x {{gone}} {{room}}', '{{toString}}'] }, variables)).toEqual({
      value: { list: ['x {{gone}} general', '{{toString}}'] },
      missing: [
        { name: 'gone', path: ['list', 0] },
        { name: 'toString', path: ['list', 1] },
      ],
    });
  });

  it('does not look into the values, so that nothing runs in circles', () => {
    expect(substituteVariables('{{a}}', { a: '{{a}}' }).value).toBe('{{a}}');
  });

  it('keeps keys, and an own key named __proto__', () => {
    const draft = JSON.parse('{"__proto__": "{{room}}", "{{room}}": 1}') as unknown;
    expect(JSON.stringify(substituteVariables(draft, variables).value)).toBe(
      '{"__proto__":"general","{{room}}":1}',
    );
  });

  it.each(['{{}}', '{{1}}', '{ {room} }', '{{a b}}'])('takes %s for plain text', (text) => {
    expect(substituteVariables(text, variables)).toEqual({ value: text, missing: [] });
    expect(namesVariable(text)).toBe(false);
  });
});

it('tells what is wrong with a name', () => {
  for (const name of ['a', '_x', 'größe', 'last.id-2']) expect(nameProblem(name)).toBeUndefined();
  for (const name of ['', '1a', 'a b', '{{a}}', 'x'.repeat(65)]) expect(nameProblem(name)).toMatch(/letter/);
});
