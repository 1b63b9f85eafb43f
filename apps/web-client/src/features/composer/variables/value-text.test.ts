import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readValue, typeOf, writeValue } from './value-text.ts';

it('writes every JSON value so that it is read as the same', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.jsonValue(), fc.constantFrom('5', 'true', 'null', '"x"', '[1]', '', ' ')),
      (value) => {
        const json = JSON.parse(JSON.stringify(value)) as unknown;
        expect(readValue(writeValue(json))).toEqual(json);
      },
    ),
  );
});

it('shows a plain text without quotes, and a number that is a text with them', () => {
  expect([writeValue('general'), writeValue('5'), writeValue(5), writeValue({ a: 1 })]).toEqual([
    'general',
    '"5"',
    '5',
    '{"a":1}',
  ]);
});

it('names the type', () => {
  expect(['a', 1, true, null, [], {}].map(typeOf)).toEqual([
    'text',
    'number',
    'boolean',
    'null',
    'list',
    'object',
  ]);
});

it('keeps a number that JavaScript cannot hold as a text', () => {
  expect(readValue('9007199254740993')).toBe('9007199254740993');
});
