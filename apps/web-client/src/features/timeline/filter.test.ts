import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EVERYTHING, type Filter, isEverything, parseFilter } from './filter.ts';

const filter = fc.record<Filter>({
  text: fc.string(),
  direction: fc.constantFrom('all', 'sent', 'received', 'connection'),
  event: fc.string(),
  client: fc.string(),
  outcome: fc.string(),
  violations: fc.boolean(),
});

it('comes back from JSON as it was', () => {
  fc.assert(
    fc.property(filter, (value) => {
      expect(parseFilter(JSON.parse(JSON.stringify(value)))).toEqual(value);
    }),
  );
});

it('makes a filter of anything', () => {
  fc.assert(
    fc.property(fc.anything(), (garbage) => {
      expect(Object.keys(parseFilter(garbage))).toEqual(Object.keys(EVERYTHING));
    }),
  );
  expect(parseFilter({ text: 7, direction: 'sideways', violations: 'yes', event: 'a:b' })).toEqual({
    ...EVERYTHING,
    event: 'a:b',
  });
});

it('knows when it shows everything', () => {
  expect(isEverything({ ...EVERYTHING, text: '  ' })).toBe(true);
  for (const part of [
    { text: 'a' },
    { direction: 'sent' },
    { event: 'a' },
    { client: 'a' },
    { outcome: 'ok' },
  ])
    expect(isEverything({ ...EVERYTHING, ...part } as Filter)).toBe(false);
  expect(isEverything({ ...EVERYTHING, violations: true })).toBe(false);
});
