import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import {
  checkPackage,
  createPackageFromTarballData,
  type Package,
  type Problem,
} from '@arethetypeswrong/core';
import { problemAffectsResolutionKind } from '@arethetypeswrong/core/problems';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { describe, expect, inject, it } from 'vitest';
import { ROOT } from '../lib/root.ts';

interface PackedManifest {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly keywords?: readonly string[];
  readonly engines?: { readonly node: string };
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** What `attw --profile esm-only` looks at. */
const RESOLUTIONS = ['node16-esm', 'bundler'] as const;

describe.each(Object.entries(inject('tarballs')))('the tarball of %s', (name, path) => {
  const data = readFileSync(path);
  const packed: Package = createPackageFromTarballData(data);
  const inside = `/node_modules/${name}/`;
  const files = packed.listFiles().map((file) => file.slice(inside.length));
  const read = (file: string): string => packed.readFile(inside + file);
  const manifest = JSON.parse(read('package.json')) as PackedManifest;

  it('says what it is and where it runs, and brings the licence', () => {
    expect(manifest).toMatchObject({ name, license: 'MIT', type: 'module', engines: { node: '>=20.19.0' } });
    expect(manifest.description).toBeTruthy();
    expect(manifest.keywords).not.toHaveLength(0);
    expect(read('LICENSE')).toBe(readFileSync(join(ROOT, 'LICENSE'), 'utf8'));
    expect(files).toContain('README.md');
  });

  it('names nothing that only this repository has', () => {
    expect(read('package.json')).not.toMatch(/"private"|workspace:|catalog:|@switchboard\/source/);
    expect(manifest).not.toHaveProperty('scripts');
    expect(manifest).not.toHaveProperty('devDependencies');
    expect(files.filter((file) => /^(dist|src)\/.*\.(test|test-d|fixture)\./.test(file))).toEqual([]);
  });

  it('leaves its dependencies room for fixes', () => {
    for (const range of Object.values(manifest.dependencies ?? {})) expect(range).toMatch(/^\^\d/);
  });

  it('has the map of each compiled file, and the source of each map', () => {
    const referenced = files
      .filter((file) => /\.(js|d\.ts)$/.test(file))
      .flatMap((file) => {
        const map = /^\/\/# sourceMappingURL=(.+)$/m.exec(read(file))?.[1];
        return map === undefined ? [] : join(dirname(file), map);
      });
    expect(referenced.toSorted()).toEqual(files.filter((file) => file.endsWith('.map')).toSorted());
    const sources = referenced.flatMap((map) => {
      const { sources } = JSON.parse(read(map)) as { sources: string[] };
      return sources.map((source) => join(dirname(map), source));
    });
    expect(sources.filter((source) => !files.includes(source))).toEqual([]);
  });

  it('has nothing to correct for publint', async () => {
    const { messages, pkg } = await publint({
      pack: { tarball: Uint8Array.from(data).buffer },
      strict: true,
    });
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
  });

  it('has types for each of its entries, which ES modules and bundlers resolve', async () => {
    const analysis = await checkPackage(packed);
    const { entrypoints, problems } = analysis.types ? analysis : { entrypoints: {}, problems: [] };
    expect(Object.keys(entrypoints)).toEqual(Object.keys(manifest.exports ?? {}));
    const isForUs = (problem: Problem): boolean =>
      RESOLUTIONS.some((kind) => analysis.types && problemAffectsResolutionKind(problem, kind, analysis));
    expect(problems.filter(isForUs)).toEqual([]);
  });
});
