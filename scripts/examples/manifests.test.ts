import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { ROOT } from '../lib/root.ts';
import { sourceFiles } from '../lib/source-files.ts';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const CATALOG = readFileSync(join(ROOT, 'pnpm-workspace.yaml'), 'utf8');
/** What an application that is older than this repository has. */
const STOCK = { 'socket.io': '4.7.5', 'socket.io-client': '4.7.5' };

const folders = readdirSync(join(ROOT, 'examples'), { withFileTypes: true });
const examples = folders.filter((each) => each.isDirectory()).map(({ name }) => name);

/** The version that this repository tests, from the catalog of its workspace. */
function testedVersion(name: string): string | undefined {
  return new RegExp(`^ {2}'?${name}'?: (\\S+)$`, 'm').exec(CATALOG)?.[1];
}

describe.each(examples)('the example %s', (example) => {
  const text = readFileSync(join(ROOT, 'examples', example, 'package.json'), 'utf8');
  const { dependencies, devDependencies } = JSON.parse(text) as Manifest;
  const all = Object.entries({ ...dependencies, ...devDependencies });

  it('takes our packages from the tarballs of this version', () => {
    const tarballs = inject('tarballs');
    const ours = all.filter(([name]) => name.startsWith('@switchboard/'));
    expect(ours).not.toEqual([]);
    for (const [name, path] of ours) expect(path).toBe(`file:../../packed/${basename(tarballs[name] ?? '')}`);
  });

  it('has the versions of all others that this repository tests', () => {
    const stock: Record<string, string> = example === 'stock-application' ? STOCK : {};
    for (const [name, version] of all.filter(([name]) => !name.startsWith('@switchboard/')))
      expect({ name, version }).toEqual({ name, version: stock[name] ?? testedVersion(name) });
  });

  it('has a README and no lockfile', () => {
    const files = sourceFiles(`examples/${example}`).map((file) => basename(file));
    expect(files).toContain('README.md');
    expect(files).toContain('.npmrc');
    expect(files.filter((file) => /lock/.test(file))).toEqual([]);
  });
});
