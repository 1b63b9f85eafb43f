import { expect, it } from 'vitest';
import { rateRows } from './rate-rows.ts';

it('adds the seconds of a step up, newest first, and leaves out steps of silence', () => {
  const rates = {
    seconds: [100, 101, 109, 110, 120],
    sent: [1, 2, 0, 4, 0],
    replies: [0, 1, 0, 0, 0],
    events: [0, 0, 5, 0, 0],
  };
  expect(rateRows(rates, 10)).toEqual([
    { second: 110, sent: 4, replies: 0, events: 0 },
    { second: 100, sent: 3, replies: 1, events: 5 },
  ]);
});
