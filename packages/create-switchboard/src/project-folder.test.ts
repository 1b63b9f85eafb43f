import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { claimFolder } from './project-folder.ts';
import { tempFolder } from './temp-folder.fixture.ts';

const refusal = (message: string) => expect.objectContaining({ name: 'CreateError', message });

it.each(['.', '..', './', '/', '', 'my-app/..'])('refuses "%s", which names no new folder', (folder) => {
  const message = `Give the new folder a name, such as my-app: "${folder}" is none.`;
  expect(() => claimFolder(folder)).toThrow(refusal(message));
});

it.each([
  ['MyApp', 'myapp'],
  ['My App', 'my-app'],
  ['.app', 'app'],
  ['-app', 'app'],
  ['my@app!', 'my-app'],
  ['cafe\u0301', 'cafe'],
  ['메모', 'my-app'],
  ['a/B', 'b'],
])('refuses the name %s, and proposes %s', (folder, proposal) => {
  const name = folder.slice(folder.indexOf('/') + 1);
  const message = `"${name}" is no name of a package: use small letters, digits, "-", "_" and ".", such as ${proposal}.`;
  expect(() => claimFolder(folder)).toThrow(refusal(message));
});

it.each(['a#b', 'a%20b', 'a?b'])('refuses the folder %s above it, which Vite does not find', (parent) => {
  const path = join(tempFolder(), parent, 'my-app');
  const message = `${path} has a "${parent[1]}", which Vite cannot have in a path: choose another folder.`;
  expect(() => claimFolder(path)).toThrow(refusal(message));
});

it('takes a link to an empty folder, under the name of the link', () => {
  const folder = tempFolder();
  mkdirSync(join(folder, 'target'));
  symlinkSync(join(folder, 'target'), join(folder, 'my-app'));
  const claimed = claimFolder(join(folder, 'my-app'));
  expect(claimed).toMatchObject({ path: join(folder, 'target'), name: 'my-app' });
  claimed.remove();
  expect(readdirSync(folder)).toEqual(['my-app', 'target']);
});

it('takes a folder with a repository of git alone, and leaves that as it is', () => {
  const path = join(tempFolder(), 'my-app');
  mkdirSync(join(path, '.git'), { recursive: true });
  const claimed = claimFolder(path);
  writeFileSync(join(path, 'file'), '');
  claimed.remove();
  expect(readdirSync(path)).toEqual(['.git']);
});

it('refuses names that npm does not take', () => {
  const reserved = 'No package may be named node_modules: choose another name.';
  expect(() => claimFolder('node_modules')).toThrow(refusal(reserved));
  const long = 'The name is longer than 214 characters: choose a shorter one.';
  expect(() => claimFolder('a'.repeat(215))).toThrow(refusal(long));
});

it('refuses a folder that is not empty, and a file in the way', () => {
  const folder = join(tempFolder(), 'my-app');
  mkdirSync(folder);
  writeFileSync(join(folder, 'file'), '');
  const notEmpty = `${folder} is not empty: choose another name, or empty it first.`;
  expect(() => claimFolder(folder)).toThrow(refusal(notEmpty));
  const file = join(folder, 'file');
  expect(() => claimFolder(file)).toThrow(refusal(`${file} is a file: choose another name.`));
  const below = join(file, 'app');
  const unusable = `Nothing can be written to ${below} (ENOTDIR): choose another folder.`;
  expect(() => claimFolder(below)).toThrow(refusal(unusable));
  expect(readdirSync(folder)).toEqual(['file']);
});

it('refuses a folder that cannot be written, at any depth', () => {
  for (const folder of ['/proc/my-app', '/proc/some/where/my-app']) {
    const message = expect.stringMatching(
      /^Nothing can be written to \S+ \(E\w+\): choose another folder\.$/,
    );
    expect(() => claimFolder(folder)).toThrow(expect.objectContaining({ name: 'CreateError', message }));
  }
});

it('leaves no folder behind where one below it cannot be made', () => {
  const folder = tempFolder();
  expect(() => claimFolder(join(folder, 'new', 'a'.repeat(300), 'app'))).toThrow('(ENAMETOOLONG)');
  expect(readdirSync(folder)).toEqual([]);
});

it('makes the folders that are missing, and removes them again', () => {
  const folder = tempFolder();
  const claimed = claimFolder(join(folder, 'apps', 'my-app'));
  expect(claimed).toMatchObject({ path: join(folder, 'apps', 'my-app'), name: 'my-app' });
  writeFileSync(join(claimed.path, 'file'), '');
  claimed.remove();
  expect(readdirSync(folder)).toEqual([]);
});

it('takes the name of a folder that ends with a slash', () => {
  expect(claimFolder(`${join(tempFolder(), 'my-app')}/`).name).toBe('my-app');
});

it('takes an empty folder, and leaves it empty', () => {
  const path = join(tempFolder(), 'my-app');
  mkdirSync(path);
  const claimed = claimFolder(path);
  writeFileSync(join(path, 'file'), '');
  claimed.remove();
  expect(existsSync(path)).toBe(true);
  expect(readdirSync(path)).toEqual([]);
});
