import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { ROOT } from './root.ts';
import { sourceFiles } from './source-files.ts';

/** A copy of the sources whose workspace packages resolve into the copy itself. Removed by `using`. */
export interface SourceCopy extends Disposable {
  readonly root: string;
}

/** Copies what git tracks or would track, of these folders and the root's own files, and links node_modules. */
export function copySources(...folders: readonly string[]): SourceCopy {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'switchboard-copy-')));
  const files = sourceFiles(':(glob)*', ...folders);
  for (const folder of new Set(files.map(dirname))) mkdirSync(join(root, folder), { recursive: true });
  for (const file of files) copyFileSync(join(ROOT, file), join(root, file));
  const packages = files.filter((file) => file.endsWith('/package.json')).map(dirname);
  for (const folder of ['.', ...packages]) linkModules(join(ROOT, folder), join(root, folder), root);
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

/** Links every installed package of a workspace folder; one of our own is linked to its copy. */
function linkModules(from: string, to: string, copy: string): void {
  const modules = join(from, 'node_modules');
  if (!existsSync(modules)) return;
  for (const name of readdirSync(modules)) {
    if (name.startsWith('.')) continue;
    const names = name.startsWith('@')
      ? readdirSync(join(modules, name)).map((leaf) => join(name, leaf))
      : [name];
    for (const each of names) link(join(modules, each), join(to, 'node_modules', each), copy);
  }
}

function link(from: string, to: string, copy: string): void {
  if (!existsSync(from) || !(lstatSync(from).isSymbolicLink() || lstatSync(from).isDirectory())) return;
  const target = realpathSync(from);
  const inside = relative(realpathSync(ROOT), target);
  const isOurs = !inside.startsWith('..') && !inside.split(sep).includes('node_modules');
  mkdirSync(dirname(to), { recursive: true });
  symlinkSync(isOurs ? join(copy, inside) : target, to, 'junction');
}
