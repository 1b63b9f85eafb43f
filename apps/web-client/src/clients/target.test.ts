import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '../links/connection-settings.ts';
import { builtInTargets, describeTarget, isSameTarget, useTargets } from './target.ts';

beforeEach(() => useTargets.setState({ targets: [] }));

it('targets are kept by name, and come back', () => {
  const { keep, remove } = useTargets.getState();
  const settings = { ...DEFAULT_SETTINGS, url: 'http://localhost:3000', contract: 'raw' };
  expect(keep('plain', settings)).toBeUndefined();
  keep('plain', { ...settings, url: 'http://localhost:4000' })?.();
  expect(useTargets.getState().targets).toMatchObject([{ name: 'plain', settings }]);
  keep('plain', { ...settings, namespace: '/chat2' });
  const [target] = useTargets.getState().targets;
  expect(useTargets.getState().targets).toEqual([
    { id: expect.any(String), name: 'plain', settings: { ...settings, namespace: '/chat2' } },
  ]);
  const undo = remove(target?.id ?? '');
  expect(useTargets.getState().targets).toEqual([]);
  undo();
  expect(useTargets.getState().targets).toEqual([target]);
});

it('is kept on a page without HTTPS, which makes no UUIDs', () => {
  vi.stubGlobal('crypto', {});
  onTestFinished(() => void vi.unstubAllGlobals());
  useTargets.getState().keep('plain', DEFAULT_SETTINGS);
  expect(useTargets.getState().targets).toMatchObject([{ name: 'plain' }]);
});

it('there is one for each contract of the page, and raw mode', () => {
  const targets = builtInTargets();
  expect(targets.map(({ settings }) => settings.contract).at(-1)).toBe('raw');
  expect(targets.map(({ settings }) => describeTarget(settings))).toContain('this server, raw');
});

it.each([
  [{ url: 'ws://chat.example' }, true],
  [{ path: '/socket.io' }, true],
  [{ url: 'https://chat.example' }, false],
  [{ path: '/io/' }, false],
  [{ namespace: '/admin' }, false],
  [{ contract: 'raw' }, false],
])('a target that differs by %j is the same: %s', (change, isSame) => {
  const target = { ...DEFAULT_SETTINGS, url: 'http://chat.example', path: '/socket.io/' };
  expect(isSameTarget(target, { ...target, ...change })).toBe(isSame);
});
