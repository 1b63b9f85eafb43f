import { expect, it } from 'vitest';
import { parseLimits } from './connection-limits.ts';

const limits = { maxPacketsPerSecond: 500, bytesPerPacket: 65_536 };

it('reads the limits that a server announces, without what it does not know', () => {
  expect(parseLimits({ ...limits, later: 1 })).toEqual(limits);
});

it.each([
  null,
  undefined,
  'fast',
  {},
  { ...limits, maxPacketsPerSecond: 0 },
  { ...limits, maxPacketsPerSecond: '500' },
  { ...limits, bytesPerPacket: Number.NaN },
  { maxPacketsPerSecond: 500 },
])('takes %j for no limits', (value) => {
  expect(parseLimits(value)).toBeUndefined();
});
