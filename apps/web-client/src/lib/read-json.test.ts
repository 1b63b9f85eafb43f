import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inexactProblem, isExact, readJson } from './read-json.ts';

describe('a JSON text', () => {
  it('says which of its numbers would change, and where', () => {
    const text = '{"a": [1, {"b\\"": 9007199254740993}, "9007199254740993"], "c": 1e999, "d": 0.1}';
    const read = readJson(text);
    expect(read).toMatchObject({
      ok: true,
      inexact: [
        { path: ['a', 1, 'b"'], text: '9007199254740993', becomes: 9007199254740992 },
        { path: ['c'], text: '1e999', becomes: Number.POSITIVE_INFINITY },
      ],
    });
    expect(read.ok && read.inexact.map(inexactProblem)).toEqual([
      expect.stringContaining('9007199254740993 cannot be sent exactly: it becomes 9007199254740992.'),
      expect.stringContaining('it becomes null.'),
    ]);
  });

  it('says which field is there more than once, and of which only the last is read', () => {
    const read = readJson('[{"a": 1, "b": {"a": 1}, "\\u0061": {"a": 2}, "a": 3}, {"a": 1}, -0]');
    expect(read).toMatchObject({
      ok: true,
      value: [{ a: 3, b: { a: 1 } }, { a: 1 }, -0],
      inexact: [
        { path: [0, 'a'], text: 'a' },
        { path: [2], text: '-0', becomes: -0 },
      ],
    });
    expect(read.ok && read.inexact.map(inexactProblem)).toEqual([
      'The field "a" is there more than once: only the last one would be sent. Remove the others.',
      expect.stringContaining('-0 cannot be sent exactly: it becomes 0.'),
    ]);
  });

  it('keeps every number that JavaScript itself writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(readJson(JSON.stringify(value, null, 2))).toMatchObject({ ok: true, inexact: [] });
      }),
    );
  });

  it('that is not JSON says why', () => {
    expect(readJson('{ "a": 1, }')).toEqual({ ok: false, reason: expect.stringMatching(/^Not JSON: ./) });
  });

  it('that nests deeper than anything that can be sent is refused, however deep it nests', () => {
    const nested = (levels: number): string => '[{"a":'.repeat(levels / 2) + 1 + '}]'.repeat(levels / 2);
    expect(readJson(nested(150)).ok).toBe(true);
    for (const levels of [300, 100_000])
      expect(readJson(nested(levels))).toEqual({ ok: false, reason: expect.stringMatching(/at most 64/) });
  });
});

it.each([
  ['9007199254740992', true],
  ['-9007199254740993', false],
  ['123456789012345680000', true],
  ['123456789012345678901', false],
  ['1.50', true],
  ['0.10000000000000000001', false],
  ['1E+2', true],
  ['0e5', true],
  ['-0.0', false],
  ['-0.5', true],
  ['1e-400', false],
])('%s is exact: %s', (text, exact) => {
  expect(isExact(text)).toBe(exact);
});
