import { afterEach, beforeEach, expect, it } from 'vitest';
import { EVERYTHING } from './filter.ts';
import { applyTimelineFilter, filterTimelineByEvent, useTimelineFilter } from './filter-store.ts';

const STORED = 'switchboard.timeline-filter';

beforeEach(() => {
  localStorage.clear();
  useTimelineFilter.setState({ filter: EVERYTHING, named: {} });
});

afterEach(() => localStorage.clear());

it('keeps the filter and the saved ones over a reload', async () => {
  const { change, save, clear } = useTimelineFilter.getState();
  change({ text: 'hello', outcome: 'TIMEOUT' });
  save('slow ones');
  clear();
  filterTimelineByEvent('message:sent');
  await useTimelineFilter.persist.rehydrate();
  const { filter, named } = useTimelineFilter.getState();
  expect(filter).toEqual({ ...EVERYTHING, event: 'message:sent' });
  expect(named).toEqual({ 'slow ones': { ...EVERYTHING, text: 'hello', outcome: 'TIMEOUT' } });
});

it('takes a filter from a link, and of one that makes no sense what does', () => {
  applyTimelineFilter({ text: 'a', direction: 'nowhere', outcome: 'ok', more: 1 });
  expect(useTimelineFilter.getState().filter).toEqual({ ...EVERYTHING, text: 'a', outcome: 'ok' });
  applyTimelineFilter(undefined);
  expect(useTimelineFilter.getState().filter).toEqual(EVERYTHING);
});

it.each([
  'no JSON',
  '7',
  'null',
  '{"state":null,"version":0}',
  '{"state":{"filter":[],"named":{"x":4}},"version":0}',
])('makes do with garbage in storage: %s', async (garbage) => {
  localStorage.setItem(STORED, garbage);
  await useTimelineFilter.persist.rehydrate();
  expect(useTimelineFilter.getState().filter).toEqual(EVERYTHING);
});

it('goes on where storage is full, and changes the filter all the same', () => {
  const filled = 'x'.repeat(1_024);
  try {
    for (let count = 0; ; count++) localStorage.setItem(`full ${count}`, filled);
  } catch {
    // Full now.
  }
  useTimelineFilter.getState().change({ text: 'y'.repeat(4_096) });
  expect(useTimelineFilter.getState().filter.text).toHaveLength(4_096);
});
