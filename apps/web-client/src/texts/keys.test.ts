import { expect, it } from 'vitest';
import { KEYS, showKey } from './keys.ts';

it('gives every key one meaning in its place, and none to a key that is heard everywhere', () => {
  const seen = KEYS.map(({ keys, place }) => `${place} ${keys}`);
  expect(new Set(seen).size).toBe(seen.length);
  const everywhere = KEYS.filter(({ place }) => place === 'Everywhere').map(({ keys }) => keys);
  for (const { keys, place } of KEYS) if (place !== 'Everywhere') expect(everywhere).not.toContain(keys);
});

it('shows the modifier that the keyboard has', () => {
  expect(showKey('Mod+K', 'Mozilla/5.0 (Macintosh; Intel Mac OS X)')).toBe('⌘ + K');
  expect(showKey('Mod+K', 'Mozilla/5.0 (X11; Linux x86_64)')).toBe('Ctrl + K');
  expect(showKey('/', '')).toBe('/');
});
