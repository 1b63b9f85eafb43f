import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { EVERYTHING } from './filter.ts';
import {
  applyTimelineFilter,
  filterTimelineByEvent,
  useSavedFilters,
  useTimelineFilter,
} from './filter-store.ts';

beforeEach(() => {
  localStorage.clear();
  useTimelineFilter.setState({ filter: EVERYTHING });
  useSavedFilters.setState({ named: {} });
});

afterEach(() => localStorage.clear());

it('keeps the filter and the saved ones over a reload', async () => {
  const { change, clear } = useTimelineFilter.getState();
  change({ text: 'hello', outcome: 'TIMEOUT' });
  useSavedFilters.getState().save('slow ones', useTimelineFilter.getState().filter);
  clear();
  filterTimelineByEvent('message:sent');
  await useTimelineFilter.persist.rehydrate();
  await useSavedFilters.persist.rehydrate();
  const { filter } = useTimelineFilter.getState();
  const { named } = useSavedFilters.getState();
  expect(filter).toEqual({ ...EVERYTHING, event: 'message:sent' });
  expect(named).toEqual({ 'slow ones': { ...EVERYTHING, text: 'hello', outcome: 'TIMEOUT' } });
});

/** Another tab of the same page: what it stores is announced here. */
function openTab(): Storage {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  onTestFinished(() => frame.remove());
  return (frame.contentWindow as Window).localStorage;
}

it('keeps the saved filters of all tabs, and the filter of each', async () => {
  const key = 'switchboard.timeline-filter';
  const other = openTab();
  const mine = { ...EVERYTHING, text: 'mine' };
  other.setItem(key, JSON.stringify({ state: { named: { important: mine } }, version: 0 }));
  await expect.poll(() => useSavedFilters.getState().named).toEqual({ important: mine });
  useTimelineFilter.getState().change({ text: 'x' });
  useSavedFilters.getState().save('second', EVERYTHING);
  expect(JSON.parse(localStorage.getItem(key) ?? '')).toMatchObject({
    state: { named: { important: mine, second: EVERYTHING } },
  });
  other.setItem('switchboard.shown-filter', JSON.stringify({ state: { filter: mine }, version: 0 }));
  other.setItem(key, JSON.stringify({ state: { named: {} }, version: 0 }));
  await expect.poll(() => useSavedFilters.getState().named).toEqual({});
  expect(useTimelineFilter.getState().filter.text).toBe('x');
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
  for (const store of [useTimelineFilter, useSavedFilters]) {
    localStorage.setItem(store.persist.getOptions().name ?? '', garbage);
    await store.persist.rehydrate();
  }
  expect(useTimelineFilter.getState().filter).toEqual(EVERYTHING);
  for (const filter of Object.values(useSavedFilters.getState().named)) expect(filter).toEqual(EVERYTHING);
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
