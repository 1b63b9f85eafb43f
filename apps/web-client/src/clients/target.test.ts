import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { DEFAULT_SETTINGS } from './connection-settings.ts';
import { builtInTargets, describeTarget, readAddress, useTargets } from './target.ts';

beforeEach(() => useTargets.setState({ targets: [] }));

describe('an address', () => {
  it.each([
    ['http://localhost:3000', { url: 'http://localhost:3000', namespace: '/' }],
    [' https://chat.example/chat2 ', { url: 'https://chat.example', namespace: '/chat2' }],
    ['ws://10.0.0.1:80/', { url: 'ws://10.0.0.1', namespace: '/' }],
    ['localhost:3000/a/b', { url: 'http://localhost:3000', namespace: '/a/b' }],
    ['chat.example', { url: 'https://chat.example', namespace: '/' }],
  ])('is an origin and a namespace: %s', (text, expected) => {
    expect(readAddress(text)).toEqual(expected);
  });

  it.each(['', ' ', 'ftp://a', 'http://', 'http://a/b?c=1', 'http://a/b#c', 'two words', 'http://a/b,c'])(
    'is none: %j',
    (text) => {
      expect(readAddress(text)).toBeUndefined();
    },
  );
});

it('targets are kept by name, and come back', () => {
  const { keep, remove } = useTargets.getState();
  const settings = { ...DEFAULT_SETTINGS, url: 'http://localhost:3000', contract: 'raw' };
  keep('plain', settings);
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
