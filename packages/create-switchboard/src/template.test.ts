import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

it('gives a project the versions that this repository tests', () => {
  const { dependencies, devDependencies } = JSON.parse(read('../template/package.json')) as Manifest;
  const catalog = new Map(
    [...read('../../../pnpm-workspace.yaml').matchAll(/^ {2}'?([\w@/.-]+?)'?: (\d\S*)$/gm)].map(
      ([, name = '', version = '']) => [name, version],
    ),
  );
  const others = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([name]) => !name.startsWith('@switchboard/'),
  );
  expect(Object.fromEntries(others)).toEqual(
    Object.fromEntries(others.map(([name]) => [name, `^${catalog.get(name)}`])),
  );
});

it('makes a generator that imports nothing but Node and its one dependency', () => {
  const { dependencies } = JSON.parse(read('../package.json')) as Manifest;
  expect(Object.keys(dependencies)).toEqual(['@clack/prompts']);
  const sources = readdirSync(new URL('.', import.meta.url)).filter((file) => /^[\w-]+\.ts$/.test(file));
  const imported = sources.flatMap((file) =>
    [...read(file).matchAll(/ from '([^'.][^']*)'/g)].map(([, name]) => name),
  );
  expect(imported.filter((name) => !name?.startsWith('node:'))).toEqual(['@clack/prompts']);
});
