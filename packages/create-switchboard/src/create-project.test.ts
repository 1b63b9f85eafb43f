import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProject } from './create-project.ts';
import { findPackedPackages } from './packed-packages.ts';
import { tempFolder } from './temp-folder.fixture.ts';
import { readVersion } from './write-project.ts';

const { signal } = new AbortController();
const options = { install: false, packageManager: 'npm', packed: undefined, signal, onInstall() {} } as const;

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

interface Manifest {
  readonly name: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly resolutions?: Readonly<Record<string, string>>;
}

async function create(more: Partial<Parameters<typeof createProject>[0]>) {
  const path = await createProject({
    ...options,
    folder: join(tempFolder(), 'notes-app'),
    react: true,
    ...more,
  });
  const read = (file: string): string => readFileSync(join(path, file), 'utf8');
  return { path, files: filesIn(path), read, manifest: JSON.parse(read('package.json')) as Manifest };
}

/** A folder with an archive of each package. */
function packedFolder(...leftOut: readonly string[]): string {
  const folder = tempFolder();
  for (const name of ['contract', 'router', 'client', 'node-server', 'ws-engine'])
    if (!leftOut.includes(name)) writeFileSync(join(folder, `switchboard-${name}-0.1.0.tgz`), name);
  return folder;
}

describe.each([true, false])('a project with a React page: %s', (react) => {
  it('has everything that a project needs, under its own name', async () => {
    const { files, manifest, read } = await create({ react });
    expect(files).toEqual(
      expect.arrayContaining(['.dockerignore', '.gitignore', 'Dockerfile', 'tsconfig.json']),
    );
    expect(files).toEqual(
      expect.arrayContaining(['src/contract.ts', 'src/notes.test.ts', 'src/server/app.ts']),
    );
    expect(Object.keys(manifest.scripts)).toEqual(
      expect.arrayContaining(['dev', 'build', 'start', 'test', 'check']),
    );
    expect(manifest.name).toBe('notes-app');
    expect(read('README.md')).toMatch(/^# notes-app\n/);
  });

  it('depends on our packages in the version of the generator', async () => {
    const { manifest } = await create({ react });
    const all = { ...manifest.dependencies, ...manifest.devDependencies };
    const ours = Object.entries(all).filter(([name]) => name.startsWith('@switchboard/'));
    expect(ours.map(([name]) => name)).toEqual(
      ['contract', 'node-server', 'router', 'client'].map((name) => `@switchboard/${name}`),
    );
    for (const [, range] of ours) expect(range).toBe(`^${readVersion()}`);
    expect(Object.values(all).join()).not.toMatch(/workspace|catalog/);
  });

  it('has a README without marks of the generator, which names files that there are', async () => {
    const { files, read } = await create({ react });
    const text = read('README.md');
    expect(text).not.toContain('<!--');
    const named = [...text.matchAll(/^\| `([\w/.-]+)`/gm)]
      .map(([, name = '']) => name)
      .filter((name) => /[/.]/.test(name));
    const some = ['src/contract.ts', 'src/server/controllers.ts', 'src/server/app.ts', 'src/notes.test.ts'];
    expect(named).toEqual(expect.arrayContaining(some));
    expect(named.filter((name) => !files.some((file) => `${file}/`.startsWith(`${name}/`)))).toEqual([]);
    expect(named.includes('src/page')).toBe(react);
  });
});

it('has nothing of React and Vite without it', async () => {
  const { files, manifest, read } = await create({ react: false });
  expect(files.filter((file) => /page\/|vite|index\.html|dev\.ts/.test(file))).toEqual([]);
  for (const file of files.filter((name) => name !== '.gitignore'))
    expect(read(file), file).not.toMatch(/\breact|\bvite\b/i);
  expect(manifest.scripts.dev).toContain('src/server/main.ts');
});

describe('with packed packages', () => {
  it('brings the archives along, and installs them', async () => {
    const { files, manifest, read } = await create({ packed: findPackedPackages(packedFolder()) });
    expect(files.filter((file) => file.startsWith('packed/'))).toHaveLength(5);
    const archive = (name: string): string => `file:packed/switchboard-${name}-0.1.0.tgz`;
    // Yarn would look in the registry for what the archives need.
    expect(manifest.resolutions).toMatchObject({ '@switchboard/ws-engine': archive('ws-engine') });
    expect(manifest.dependencies).toMatchObject({
      '@switchboard/router': archive('router'),
      '@switchboard/ws-engine': archive('ws-engine'),
    });
    expect(manifest.devDependencies).toMatchObject({ '@switchboard/client': archive('client') });
    expect(read('README.md')).toContain('| `packed` |');
    expect(read('Dockerfile')).toContain('COPY package*.json ./\nCOPY packed packed\n');
  });

  it('says which one is missing or there twice, and what to do', () => {
    const some = packedFolder('client');
    expect(() => findPackedPackages(some)).toThrow(
      `${some} has no switchboard-client-*.tgz: run \`pnpm pack:all\` in a clone of Switchboard, and name its folder "packed".`,
    );
    const two = packedFolder();
    writeFileSync(join(two, 'switchboard-client-0.2.0.tgz'), '');
    expect(() => findPackedPackages(two)).toThrow(
      `${two} has switchboard-client-0.1.0.tgz and switchboard-client-0.2.0.tgz: keep one of them there.`,
    );
    const none = join(two, 'none');
    expect(() => findPackedPackages(none)).toThrow(
      `--packages names ${none}, which is no folder that can be read.`,
    );
  });
});

it('is ready for pnpm: the install script that it needs may run, and its README names pnpm', async () => {
  const { read } = await create({ packageManager: 'pnpm', packed: findPackedPackages(packedFolder()) });
  expect(read('pnpm-workspace.yaml')).toMatch(/^allowBuilds:\n {2}esbuild: true$/m);
  expect(read('pnpm-workspace.yaml')).toContain(
    "'@switchboard/ws-engine': file:packed/switchboard-ws-engine-0.1.0.tgz",
  );
  expect(read('README.md')).toMatch(/^pnpm install\npnpm dev$/m);
  expect(read('README.md')).toContain('pnpm note Ann "Buy milk"\n');
  expect(read('README.md')).not.toMatch(/\bnpm (run|install|test|start)\b/);
});
