import { expect, it } from 'vitest';
import { historyTable } from './history-table.ts';

it('has a line for each case, and one for all of them together', () => {
  const counts = {
    sent: 100,
    acknowledged: 90,
    stored: 95,
    lost: 1,
    duplicated: 2,
    outOfOrder: 3,
    missed: 40,
    unsignalled: 4,
    reconnects: 5,
  };
  const rows = [
    { name: 'kill -9', counts },
    { name: 'SIGTERM', counts, note: 'exit 0' },
    { name: 'null Origin' },
  ];
  expect(historyTable(rows)).toBe(
    [
      'case         sent  acknowledged  stored  lost  duplicated  out of order  gaps  not signalled  reconnects',
      'kill -9       100            90      95     1           2             3    40              4           5',
      'SIGTERM       100            90      95     1           2             3    40              4           5  exit 0',
      'null Origin     -             -       -     -           -             -     -              -           -',
      '3 cases       200           180     190     2           4             6    80              8          10',
    ].join('\n'),
  );
});
