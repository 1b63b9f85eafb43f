import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { excerpt, fitsQuery, loadRegExps, markMatches, parseQuery } from './filter-text.ts';

beforeAll(loadRegExps);

const fits = (query: string, text: string): boolean => fitsQuery(text, parseQuery(query).terms);
const marks = (query: string, text: string): string =>
  markMatches(text, parseQuery(query).terms)
    .map((part, index) => (index % 2 === 1 ? `[${part}]` : part))
    .join('');

it.each([
  ['hello', 'say HELLO to all', true],
  ['all say', 'say hello to all', true],
  ['hello nobody', 'say hello to all', false],
  ['"hello to"', 'say hello to all', true],
  ['"to hello"', 'say hello to all', false],
  ['-hello', 'say hello to all', false],
  ['say -nobody', 'say hello to all', true],
  ['-"hello to" say', 'say hello to all', false],
  ['/hel+o (to|from)/', 'say hello to all', true],
  ['/^hello/', 'say hello to all', false],
  ['-/h.llo/', 'say hello to all', false],
  ['a.b', 'axb', false],
  ['/chat', 'GET /chat', true],
  ['-', 'a-b', true],
  ['"-5"', '{ n: -5 }', true],
  ['[x', '[x]', true],
  ['', 'anything', true],
])('%s finds %s: %s', (query, text, found) => {
  expect(fits(query, text)).toBe(found);
});

it('leaves out a regular expression that cannot be read, and says which', () => {
  expect(parseQuery('hello /(/')).toMatchObject({
    terms: [{ excluded: false }],
    problem: '/(/ is not a regular expression.',
  });
  expect(parseQuery('hello /(a)\\1/ /(?=a)/').problem).toMatch(/^\/\(\?=a\)\/ looks ahead or back/);
  expect(parseQuery('hello')).not.toHaveProperty('problem');
});

it('takes no longer for a pattern that would hold up a browser for ever', () => {
  const long = `${'a'.repeat(50_000)}!`;
  expect(fits('/^(a+)+$/', long)).toBe(false);
  expect(fits('-/(a|a)*$b/', long)).toBe(true);
});

it('marks what was searched for, and nothing that is excluded', () => {
  expect(marks('hello TO -all', 'say Hello to all')).toBe('say [Hello] [to] all');
  expect(marks('ell /l+o/', 'hello')).toBe('h[ell][o]');
  expect(marks('/x*/', 'axxb')).toBe('a[xx]b');
  expect(marks('', 'hello')).toBe('hello');
});

it('takes the part of a long text around the first match', () => {
  const long = `${'a'.repeat(1_000)}needle${'b'.repeat(1_000)}`;
  const { terms } = parseQuery('needle');
  expect(excerpt(long, terms)).toMatch(/^…a{30}needleb{264}…$/);
  expect(excerpt(`${'a'.repeat(70)}needle`, terms)).toBe(`…${'a'.repeat(30)}needle`);
  expect(excerpt('a needle', terms)).toBe('a needle');
  expect(excerpt('hay', terms)).toBeUndefined();
});

it('keeps the whole text in its parts, whatever is searched for', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string({ unit: fc.constantFrom('a', 'b', ' ', '"', '/', '-', '*', '(') }),
      (text, query) => {
        const parts = markMatches(text, parseQuery(query).terms);
        expect(parts.join('')).toBe(text);
      },
    ),
  );
});
