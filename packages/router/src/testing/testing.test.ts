import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import * as surface from './index.ts';

it('exports exactly these names, so that an export is a decision', () => {
  expect(Object.keys(surface).sort()).toEqual(['captureEmits', 'createFakeClock', 'createTestCaller']);
});

it('brings no socket.io into a test: what it loads at run time is the contract alone', async () => {
  expect(await packagesBehind(new URL('index.ts', import.meta.url))).toEqual(
    new Set(['@switchboard/contract']),
  );
});

/** The packages that a file and the files it imports load; imports of types alone load nothing. */
async function packagesBehind(file: URL, seen = new Set<string>()): Promise<Set<string>> {
  if (seen.has(file.href)) return new Set();
  seen.add(file.href);
  const code = await readFile(file, 'utf8');
  const packages = new Set<string>();
  for (const [, target = ''] of code.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)';/gms)) {
    const found = target.startsWith('.') ? await packagesBehind(new URL(target, file), seen) : [target];
    for (const name of found) packages.add(name);
  }
  return packages;
}
