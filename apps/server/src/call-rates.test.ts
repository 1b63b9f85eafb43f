import { expect, it } from 'vitest';
import { callRates } from './call-rates.ts';

it('counts what came between two counts, over their time, the busiest first', () => {
  const before = [
    { event: 'a:a', code: 'OK', count: 10 },
    { event: 'a:a', code: 'BAD_REQUEST', count: 1 },
  ];
  const after = [
    { event: 'a:a', code: 'OK', count: 11 },
    { event: 'a:a', code: 'BAD_REQUEST', count: 2 },
    { event: 'b:b', code: 'TIMEOUT', count: 5 },
  ];
  expect(callRates(before, after, 500)).toEqual([
    { event: 'b:b', perSecond: 10, total: 5, failed: 5 },
    { event: 'a:a', perSecond: 4, total: 13, failed: 2 },
  ]);
});
