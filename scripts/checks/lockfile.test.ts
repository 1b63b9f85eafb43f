import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../lib/root.ts';
import { lockfileProblems } from './lockfile.ts';

const lockfile = readFileSync(join(ROOT, 'pnpm-lock.yaml'), 'utf8');

/** The lockfile without the package entries whose name starts so. */
const without = (name: string): string => lockfile.replaceAll(`  '${name}@`, `  '${name}-gone@`);

describe('lockfileProblems', () => {
  it('accepts our lockfile', () => {
    expect(lockfileProblems(lockfile)).toEqual([]);
  });

  it.each(['@turbo/windows-64', '@biomejs/cli-darwin-arm64', '@libsql/linux-x64-gnu', '@esbuild/win32-x64'])(
    'refuses a lockfile without %s, and names it',
    (name) => {
      expect(lockfileProblems(without(name))).toEqual([expect.stringContaining(`lacks ${name}:`)]);
    },
  );

  it('refuses a native package of another version than its tool', () => {
    const drifted = lockfile.replace(/^ {2}turbo@[\d.]+:/gm, '  turbo@99.0.0:');
    expect(lockfileProblems(drifted)).toEqual([
      expect.stringContaining('turbo@99.0.0 lacks @turbo/darwin-arm64:'),
      expect.stringContaining('turbo@99.0.0 lacks @turbo/windows-64:'),
      expect.stringContaining('turbo@99.0.0 lacks @turbo/linux-64:'),
    ]);
  });

  it('asks for no native package of a TypeScript that is JavaScript', () => {
    expect(lockfile).toMatch(/^ {2}typescript@5\./m);
    const drifted = lockfile.replace(/^ {2}typescript@5[^:]*:/gm, '  typescript@7.99.0:');
    expect(lockfileProblems(drifted)).toContainEqual(expect.stringContaining('typescript@7.99.0 lacks'));
  });

  it('refuses a tool that is not locked at all', () => {
    const renamed = lockfile.replace(/^ {2}oxlint@/gm, '  oxlint-gone@');
    expect(lockfileProblems(renamed)).toEqual([expect.stringContaining('oxlint is not in the lockfile')]);
  });

  it('refuses the address of a registry or a tarball, and names the line', () => {
    const address = 'https://registry.example/turbo/-/turbo-2.11.9.tgz';
    const line = `    resolution: {integrity: sha512-x, tarball: ${address}}`;
    const count = lockfile.split('\n').length;
    expect(lockfileProblems(`${lockfile}${line}\n`)).toEqual([
      `Line ${count} names an address, so it installs from there alone: ${line.trim()}`,
    ]);
  });
});
