import fc from 'fast-check';
import { expect, it } from 'vitest';
import { printComment, printText, printValue } from './print-value.ts';

/** What the printed expression is worth when it is run. */
function run(expression: string): unknown {
  return new Function(`return (${expression});`)();
}

const hostile = fc.string({
  unit: fc.constantFrom(
    "'",
    '"',
    '`',
    '\\',
    '$',
    '{',
    '}',
    '\n',
    '\r',
    '\u2028',
    '\u2029',
    '/',
    '*',
    '\u0000',
    '\ud800',
    'a',
  ),
});

it('prints any text so that running it gives the text, on one line', () => {
  fc.assert(
    fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' })), (text) => {
      const printed = printText(text);
      expect(run(printed)).toBe(text);
      expect(printed).not.toMatch(/[\n\r\u2028\u2029]/);
    }),
  );
});

it('prints any JSON so that running it gives the value, whatever its keys', () => {
  const json = fc.jsonValue({ stringUnit: 'binary' });
  const withKeys = fc.dictionary(
    fc.oneof(hostile, fc.constantFrom('__proto__', 'constructor', 'class')),
    json,
  );
  fc.assert(
    fc.property(fc.oneof(json, withKeys), fc.nat(120), (value, column) => {
      const normal = JSON.parse(JSON.stringify(value));
      expect(JSON.stringify(run(printValue(value, { indent: 2, column })))).toBe(JSON.stringify(normal));
    }),
  );
});

it('prints any text as a comment that ends with its line', () => {
  fc.assert(
    fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' })), (text) => {
      expect(run(`// ${printComment(text)}\n7`)).toBe(7);
    }),
  );
});

it('breaks what would be too long, and keeps the rest on its line', () => {
  expect(printValue({ a: 1, 'b-c': [true, null] }, { indent: 2, column: 20 })).toBe(
    "{ a: 1, 'b-c': [true, null] }",
  );
  expect(printValue({ text: 'x'.repeat(90) }, { indent: 2, column: 20 })).toBe(
    `{\n    text: '${'x'.repeat(90)}',\n  }`,
  );
});
