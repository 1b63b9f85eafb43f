import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CLOSE_CODES, CUT_REASONS, cutReasonOf, isCutReason } from './cut-reasons.ts';

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
    Object.entries(CUT_REASONS).map(([name, { status, message }]) => [
      name,
      CLOSE_CODES[name as keyof typeof CLOSE_CODES].join(', '),
      String(status),
      `${message.charAt(0).toUpperCase()}${message.slice(1)}.`,
    ]),
  );
});

describe('a reason', () => {
  const allCodes = Object.values(CLOSE_CODES);

  it('is found by each of its close codes, of which no two have the same', () => {
    const codes = allCodes.flat();
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.map(cutReasonOf)).toEqual(
      Object.entries(CLOSE_CODES).flatMap(([name, codes]) => codes.map(() => name)),
    );
    for (const code of [1000, 1006, undefined, '4429']) expect(cutReasonOf(code)).toBeUndefined();
  });

  it('is closed with a code that is free for applications, and words that a close frame has room for', () => {
    for (const [own] of allCodes) {
      expect(own).toBeGreaterThanOrEqual(4000);
      expect(own).toBeLessThan(5000);
    }
    for (const { message } of Object.values(CUT_REASONS)) {
      expect(new TextEncoder().encode(message).length).toBeLessThanOrEqual(123);
    }
  });

  it.each(['', 'toString', 'Flood', undefined, 4429])('is not %j', (name) => {
    expect(isCutReason(name)).toBe(false);
  });
});
