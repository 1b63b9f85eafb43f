// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';

const script = readFileSync(join(import.meta.dirname, '../../public/theme.js'), 'utf8');

/** The scheme that public/theme.js sets before the first paint. */
function firstPaint(chosen: string | null, systemIsDark: boolean): string | null {
  if (chosen !== null) localStorage.setItem('mantine-color-scheme-value', chosen);
  vi.stubGlobal('matchMedia', () => ({ matches: systemIsDark }));
  new Function(script)();
  return document.documentElement.getAttribute('data-mantine-color-scheme');
}

beforeEach(() => localStorage.clear());

it.each([
  { chosen: null, systemIsDark: false, scheme: 'light' },
  { chosen: null, systemIsDark: true, scheme: 'dark' },
  { chosen: 'auto', systemIsDark: true, scheme: 'dark' },
  { chosen: 'light', systemIsDark: true, scheme: 'light' },
  { chosen: 'dark', systemIsDark: false, scheme: 'dark' },
])(
  'is $scheme for the choice $chosen on a system that is dark: $systemIsDark',
  ({ chosen, systemIsDark, scheme }) => {
    expect(firstPaint(chosen, systemIsDark)).toBe(scheme);
  },
);

it('follows the system where storage is forbidden', () => {
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new DOMException('forbidden', 'SecurityError');
  });
  expect(firstPaint(null, true)).toBe('dark');
  vi.restoreAllMocks();
});
