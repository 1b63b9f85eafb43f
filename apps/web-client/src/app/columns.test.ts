import { describe, expect, it } from 'vitest';
import { DEFAULT_WIDTHS, fitColumns, MIN_WIDTHS } from './columns.tsx';

describe('fitColumns', () => {
  it('gives the columns what was wanted where there is space', () => {
    expect(fitColumns(DEFAULT_WIDTHS, 1440)).toEqual(DEFAULT_WIDTHS);
  });

  it.each([900, 960, 1024, 1200])('leaves every column its minimum in a window of %i px', (width) => {
    for (const wanted of [DEFAULT_WIDTHS, { events: 9_999, compose: 9_999 }, { events: 0, compose: -5 }]) {
      const { events, compose } = fitColumns(wanted, width);
      expect(events).toBeGreaterThanOrEqual(MIN_WIDTHS.events);
      expect(compose).toBeGreaterThanOrEqual(MIN_WIDTHS.compose);
      expect(width - events - compose - 2).toBeGreaterThanOrEqual(MIN_WIDTHS.side);
    }
  });
});
