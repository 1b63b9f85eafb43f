import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const LOCKFILE = readFileSync(new URL('../../../pnpm-lock.yaml', import.meta.url), 'utf8');

/** Every version of the package that is installed, anywhere in the workspace. */
function versionsOf(name: string): string[] {
  const found = [...LOCKFILE.matchAll(/^ {2}'?((?:@[^@/\s]+\/)?[^@/\s']+)@(\d+\.\d+\.\d+)/gm)];
  return [...new Set(found.filter(([, each]) => each === name).map(([, , version = '']) => version))];
}

function isAtLeast(version: string, floor: string): boolean {
  return version.localeCompare(floor, 'en', { numeric: true }) >= 0;
}

it.each([
  ['socket.io-parser', '4.2.7'],
  ['engine.io', '6.6.9'],
  ['ws', '8.21.1'],
  ['body-parser', '2.3.0'],
  ['qs', '6.16.0'],
  ['path-to-regexp', '8.4.0'],
])('every copy of %s is %s or later: the ones before have known holes', (name, floor) => {
  const versions = versionsOf(name);
  expect(versions).not.toEqual([]);
  expect(versions.filter((version) => !isAtLeast(version, floor))).toEqual([]);
});

it('distinguishes an older version from a later one', () => {
  expect(['4.2.6', '4.10.0', '4.2.7', '3.9.9'].map((version) => isAtLeast(version, '4.2.7'))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
