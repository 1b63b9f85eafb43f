import { expect, it } from 'vitest';
import { timeTable } from './parts.ts';

const counts = { tests: 0, processes: 0, contexts: 0 };
const totals = { passed: 1, failed: 0, skipped: 0 };

it('lists the ten slowest files of all parts, then each part and the whole', () => {
  const files = Array.from({ length: 11 }, (_, n) => ({ file: `${n}.ts`, milliseconds: n * 1_000, counts }));
  const lines = timeTable(
    [
      { name: 'check', milliseconds: 35_040 },
      { name: 'unit', milliseconds: 55_000, report: { totals, files } },
      {
        name: 'e2e',
        milliseconds: 5_500,
        report: { totals, files: [{ file: 'a.ts', milliseconds: 5_500, counts }] },
      },
    ],
    95_500,
  );
  expect(lines.slice(0, 2)).toEqual(['Slowest test files', '    10.0 s  10.ts (unit)']);
  expect(lines[6]).toBe('     5.5 s  a.ts (e2e)');
  expect(lines.slice(11)).toEqual([
    'Time of each part',
    '    35.0 s  check',
    '    55.0 s  unit',
    '     5.5 s  e2e',
    '    95.5 s  all',
  ]);
});

it('lists no files where no test ran', () => {
  expect(timeTable([{ name: 'check', milliseconds: 1_000 }], 1_000)).toEqual([
    'Time of each part',
    '     1.0 s  check',
    '     1.0 s  all',
  ]);
});
