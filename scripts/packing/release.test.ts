import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { ROOT } from '../lib/root.ts';
import { run } from '../lib/run.ts';
import { publicPackages, readManifest } from './packages.ts';
import { releaseProblems } from './release.ts';

const PACKAGES = Object.keys(inject('tarballs')).sort();
const workspace = readFileSync(join(ROOT, 'pnpm-workspace.yaml'), 'utf8');

describe('pnpm release', () => {
  it('lists in a dry run each package with its version and its files, and no other package', async () => {
    const args = ['--import', 'tsx', 'scripts/release.ts', '--dry-run'];
    const { code, output } = await run({ file: process.execPath, args }, 'keep');
    expect(code, output).toBe(0);
    const listed = [...output.matchAll(/^(\S+) (\d+\.\d+\.\d+)((?:\n {2}.+)+)$/gm)];
    expect(listed.map(([, name]) => name).sort()).toEqual(PACKAGES);
    for (const [, name, version, files] of listed) {
      const { manifest } = publicPackages().find((each) => each.manifest.name === name) ?? {};
      expect(version).toBe(manifest?.version);
      expect(files).toContain('\n  README.md');
      expect(files).toContain('\n  LICENSE');
    }
    expect(output).toContain('Nothing was published: this was a dry run.');
  });

  it.each([
    ['--dryrun', "Unknown option '--dryrun'"],
    ['dry-run', "Unexpected argument 'dry-run'"],
    ['--dry-run=no', "Option '--dry-run' does not take an argument"],
  ])('publishes nothing where it is misspelt: %s', async (word, problem) => {
    const args = ['--import', 'tsx', 'scripts/release.ts', word];
    const { code, output } = await run({ file: process.execPath, args }, 'keep');
    expect([code, output]).toEqual([1, expect.stringMatching(/^[^\n]+\n$/)]);
    expect(output).toContain(problem);
  });

  it('is refused without a repository, which the registry compares with where the packages were built', () => {
    const [problem, ...others] = releaseProblems({}, [{ name: 'one', version: '1.0.0' }]);
    expect(problem).toContain('Name the repository in the package.json of the root');
    expect(others).toEqual([]);
  });

  it('is refused while the packages have several versions', () => {
    const repository = { url: 'git+https://example.com/switchboard.git' };
    const packages = ['1.0.0', '1.1.0'].map((version) => ({ name: 'one', version }));
    expect(releaseProblems({ repository }, packages)).toEqual([
      'All packages have one version, but these have 1.0.0, 1.1.0: run "pnpm version -r".',
    ]);
    expect(releaseProblems({ repository }, packages.slice(1))).toEqual([]);
  });

  it('is for packages that get one version together, and are published only where their origin is proven', () => {
    const [, group = ''] = /^ {2}fixed:\n {4}- \[(.*)\]$/m.exec(workspace) ?? [];
    const grouped = [...group.matchAll(/'([^']+)'/g)].map(([, name]) => name);
    expect(grouped).toEqual(expect.arrayContaining(PACKAGES));
    expect(workspace).toMatch(/^provenance: true$/m);
    for (const { folder } of publicPackages())
      expect(readManifest(folder)).toMatchObject({ publishConfig: { access: 'public', provenance: true } });
  });
});
