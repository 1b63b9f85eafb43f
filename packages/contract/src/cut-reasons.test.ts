import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CUT_REASONS, cutReasonOf, isCutReason } from './cut-reasons.ts';

const page = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
const table = page.slice(page.indexOf('# Why a connection is cut'));

it('lists in docs/errors.md exactly the reasons of CUT_REASONS, in their order, with their codes and words', () => {
  const rows = table
    .split(/\r?\n/)
    .filter((line) => /^\| [a-z]+_?/.test(line) && !line.startsWith('| reason'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  expect(rows).toEqual(
    Object.entries(CUT_REASONS).map(([name, { closeCodes, status, message }]) => [
      name,
      closeCodes.join(', '),
      String(status),
      `${message.charAt(0).toUpperCase()}${message.slice(1)}.`,
    ]),
  );
});

describe('a reason', () => {
  const reasons = Object.values(CUT_REASONS);

  it('is found by each of its close codes, of which no two have the same', () => {
    const codes = reasons.flatMap(({ closeCodes }) => closeCodes);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.map(cutReasonOf)).toEqual(
      Object.entries(CUT_REASONS).flatMap(([name, { closeCodes }]) => closeCodes.map(() => name)),
    );
    for (const code of [1000, 1006, undefined, '4429']) expect(cutReasonOf(code)).toBeUndefined();
  });

  it('is closed with a code that is free for applications, and words that a close frame has room for', () => {
    for (const { closeCodes, message } of reasons) {
      expect(closeCodes[0]).toBeGreaterThanOrEqual(4000);
      expect(closeCodes[0]).toBeLessThan(5000);
      expect(new TextEncoder().encode(message).length).toBeLessThanOrEqual(123);
    }
  });

  it.each(['', 'toString', 'Flood', undefined, 4429])('is not %j', (name) => {
    expect(isCutReason(name)).toBe(false);
  });
});
