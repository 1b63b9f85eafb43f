import fc from 'fast-check';
import { expect, it } from 'vitest';
import { printText, printValue } from './code-literal.ts';

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
    fc.property(fc.oneof(json, withKeys), (value) => {
      const normal = JSON.parse(JSON.stringify(value));
      expect(JSON.stringify(run(printValue(value)))).toBe(JSON.stringify(normal));
    }),
  );
});

it('breaks what would be too long, and keeps the rest on its line', () => {
  expect(printValue({ a: 1, 'b-c': [true, null] })).toBe("{ a: 1, 'b-c': [true, null] }");
  const indented = printValue({ text: 'x'.repeat(90) }, () => undefined, '  ');
  expect(indented).toBe(`{\n    text: '${'x'.repeat(90)}',\n  }`);
});
