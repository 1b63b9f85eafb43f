// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import { readLocation, writeLocation } from './ui-store.ts';

it.each([
  ['?event=message:send&panel=charts', { kind: 'event', direction: 'send', event: 'message:send' }],
  [
    '?event=a%26b+c%2F%E2%82%AC&direction=receive&panel=charts',
    { kind: 'event', direction: 'receive', event: 'a&b c/€' },
  ],
  ['?event=&panel=charts', { kind: 'custom' }],
  ['?panel=charts', { kind: 'quick-start' }],
] as const)('writes %s, and reads it again', (search, selection) => {
  expect(writeLocation('', { selection, sideTab: 'charts' })).toBe(search);
  const read = readLocation({ search, hash: '' });
  expect(read).toEqual({ sideTab: 'charts', ...(selection.kind !== 'quick-start' && { selection }) });
});

it('keeps what else is in the query, and replaces what it named before', () => {
  const selection = { kind: 'quick-start' } as const;
  expect(
    writeLocation('?theme=x&event=old&direction=receive&panel=old', { selection, sideTab: 'timeline' }),
  ).toBe('?theme=x&panel=timeline');
});

it('leaves the word to a shared link', () => {
  expect(readLocation({ search: '?event=a&panel=b', hash: '#1.abc' })).toEqual({});
});

it('comes back after a reload, but for what the address names', async () => {
  const state = { selection: { kind: 'custom' }, sideTab: 'charts', pane: 'more' };
  localStorage.setItem('switchboard.layout.ui', JSON.stringify({ state, version: 0 }));
  history.replaceState(null, '', '?panel=sequence');
  vi.resetModules();
  const { useUi } = await import('./ui-store.ts');
  expect(useUi.getState()).toMatchObject({ ...state, sideTab: 'sequence' });
});
